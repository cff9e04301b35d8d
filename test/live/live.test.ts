import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openProject } from '@timeferry/project/open-project';
import { rehearseVersions } from '@timeferry/project/rehearse-versions';
import { describe, expect, test, vi } from 'vitest';
import type { LiveCase } from './live-case.ts';
import { LiveServer, layOut } from './live-program.ts';
import { readDump } from './read-dump.ts';

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 3 });

const cases = fileURLToPath(new URL('cases', import.meta.url));

describe.concurrent('state of a program that nobody prepared', () => {
  test.each(readdirSync(cases))('%s', async (name) => {
    const { live } = (await import(`./cases/${name}/case.ts`)) as { live: LiveCase };
    await using versions = await layOut(join(cases, name), live.packages);
    await using server = await LiveServer.start(versions.past);
    for (const request of live.drive ?? []) await server.ask(request);
    const flags = {
      pid: server.pid,
      timeout: live.timeout ?? 20_000,
      past: `dir:${versions.past}`,
      future: `dir:${versions.future}`,
      dump: versions.dump,
    };
    const report = await rehearseVersions(openProject(flags, versions.future));
    expect(report.error?.message).toBeUndefined();
    expect(report.mismatches.map(({ path }) => path)).toEqual(live.mismatches ?? []);
    expect(report.outcome).toBe(live.outcome ?? 'match');
    const future = await readDump(join(versions.dump, 'future.json'));
    expect(future).toMatchObject(live.future);
    live.check?.(future);
    for (const [request, answer] of Object.entries(live.past ?? {})) expect(await server.ask(request)).toBe(answer);
    expectSentences(report.excluded, live.excluded ?? []);
    if (live.unverified) expectSentences(report.unverified, live.unverified);
    if (live.held)
      expectSentences(
        report.held.map(({ kind, what }) => `${kind}: ${what}`),
        live.held,
      );
  });
});

/** Each pattern describes one sentence and each sentence has a pattern. */
function expectSentences(sentences: readonly string[], patterns: readonly RegExp[]): void {
  const unexpected = sentences.filter((sentence) => !patterns.some((pattern) => pattern.test(sentence)));
  const missing = patterns.filter((pattern) => !sentences.some((sentence) => pattern.test(sentence)));
  expect({ unexpected, missing, sentences }).toEqual({ unexpected: [], missing: [], sentences });
}
