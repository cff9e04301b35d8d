import { join } from 'node:path';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { expect, test } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver-protocol/node';
import { about, Editor, marked, type Versions } from './editor.ts';
import { MODEL, VERSIONS } from './fixture.ts';

const FUTURE = VERSIONS.future['src/model.ts']!;
const MAPPER = 'transfer/src/model.ts';
const MODULE = `import type { Mapper } from '../ferry.js';

export const session = {
  type: 'src/model.ts#Session',
  law: 'lossy-forward',
  forward(past, future) {
    future.expires = BigInt(past.expires);
  },
  backward(future, past) {
    past.expires = 0; // Forgets it.
  },
} satisfies Mapper<Past, Future>;

export const other = {};
`;
const WITH_MAPPER: Versions = { ...VERSIONS, others: { [MAPPER]: MODULE } };
const SETTINGS = { settings: { past: 'dir:../past', transfer: '../transfer' } };

const MATCH: RehearsalReport = {
  schema: 1,
  outcome: 'match',
  phases: [],
  pauseMs: 1,
  objects: 2,
  bytes: 3,
  mismatches: [],
  excluded: [],
  unverified: [],
  held: [],
};
const MISMATCH: RehearsalReport = {
  ...MATCH,
  outcome: 'mismatch',
  mismatches: [
    {
      path: 'src/app.ts#sessions.get("u1").expires',
      type: 'src/model.ts#Session',
      field: 'expires',
      past: '1700000000000',
      future: '1700000000000n',
      reversed: '0',
      count: 3,
      why: 'The values differ.',
      location: { version: 'future', file: 'src/model.ts', line: 4, column: 3 },
      mapper: { version: 'transfer', file: 'src/model.ts', line: 10, column: 5 },
    },
  ],
};

/** An editor in which a rehearsal has just failed; the roots are sent with the report, as the adapter does. */
async function rehearsed(report: RehearsalReport = MISMATCH): Promise<Editor> {
  const editor = await Editor.start(WITH_MAPPER, SETTINGS);
  await editor.open(MODEL);
  await editor.until(MODEL, (found) => found.length > 0);
  await editor.open(MAPPER);
  const roots = Object.fromEntries(['past', 'future', 'transfer'].map((name) => [name, join(editor.folder, name)]));
  await editor.connection.sendNotification('timeferry/rehearsal', { ...report, roots });
  return editor;
}

const isMismatch = ({ code }: { code?: unknown }) => code === 'mismatch';

test('a mismatch is shown at the field and at the line of the mapper, with all three values', async () => {
  await using editor = await rehearsed();
  const [field] = (await editor.until(MODEL, (found) => found.some(isMismatch))).filter(isMismatch);
  const [mapper, ...others] = await editor.until(MAPPER, (found) => found.length > 0);
  expect(marked(FUTURE, field!)).toBe('expires: bigint;');
  expect(marked(MODULE, mapper!)).toBe('past.expires = 0;');
  expect(others).toEqual([]);
  for (const mark of [field!, mapper!]) {
    expect(mark.severity).toBe(DiagnosticSeverity.Error);
    expect(mark.message).toMatch(/^Rehearsal mismatch: 3 values of Session\.expires did/);
    for (const value of ['sessions.get("u1").expires', 'past      1700000000000\n', '1700000000000n', 'reversed  0'])
      expect(mark.message).toContain(value);
  }
  expect(field!.relatedInformation![0]!.location.uri).toBe(editor.uri(MAPPER));
  const [toField, toForward] = mapper!.relatedInformation!;
  expect(toField!.location.uri).toBe(editor.uri(MODEL));
  // The statement in the other direction may be the one that is wrong.
  expect(marked(MODULE, toForward!.location)).toBe('future.expires = BigInt(past.expires);');
  // What the diff says of the field stays.
  expect(editor.diagnostics(MODEL).map(({ code }) => code)).toContain('lossy');
});

test('it goes away at both places once the mapper is edited', async () => {
  await using editor = await rehearsed();
  await editor.until(MAPPER, (found) => found.some(isMismatch));
  await editor.change(
    MAPPER,
    MODULE.replace('past.expires = 0; // Forgets it.', 'past.expires = Number(future.expires);'),
  );
  await editor.until(MAPPER, (found) => found.length === 0);
  await editor.until(MODEL, (found) => !found.some(isMismatch));
});

test('it goes away once the field is edited, and stays at its place while other code moves it', async () => {
  await using editor = await rehearsed();
  await editor.until(MODEL, (found) => found.some(isMismatch));
  const moved = `// One line.\n${FUTURE.replace('owner:', 'owners:')}`;
  await editor.change(MODEL, moved);
  const found = await editor.until(MODEL, (all) => all.some(about('owners')));
  expect(marked(moved, found.find(isMismatch)!)).toBe('expires: bigint;');
  await editor.change(MAPPER, MODULE.replace('export const other = {}', 'export const others = {}'));
  await editor.change(MODEL, moved.replace('expires: bigint', 'expires: string'));
  await editor.until(MODEL, (all) => !all.some(isMismatch));
  await editor.until(MAPPER, (all) => all.length === 0);
});

test('it goes away when a later rehearsal matches', async () => {
  await using editor = await rehearsed();
  await editor.until(MAPPER, (found) => found.some(isMismatch));
  await editor.connection.sendNotification('timeferry/rehearsal', MATCH);
  await editor.until(MAPPER, (found) => found.length === 0);
  await editor.until(MODEL, (found) => !found.some(isMismatch));
});

test('what has no place of its own is shown at its module, and a mapper that nobody wrote nowhere', async () => {
  const { location: _location, ...mismatch } = MISMATCH.mismatches[0]!;
  const mapper = { version: 'transfer', file: 'src/app.ts', line: 3, column: 3 } as const;
  await using editor = await rehearsed({ ...MISMATCH, mismatches: [{ ...mismatch, mapper }] });
  const [mark] = await editor.until('future/src/app.ts', (found) => found.some(isMismatch));
  expect(mark!.range.start).toEqual({ line: 0, character: 0 });
  expect(editor.published.has(editor.uri('transfer/src/app.ts'))).toBe(false);
});

test('a failure is shown where it happened', async () => {
  await using editor = await rehearsed({
    ...MATCH,
    outcome: 'failed',
    error: {
      phase: 'backward',
      kind: 'throw',
      message: 'RangeError: out of range',
      location: { version: 'transfer', file: 'src/model.ts', line: 7, column: 5 },
    },
  });
  const [mark] = await editor.until(MAPPER, (found) => found.length === 1);
  expect([marked(MODULE, mark!), mark!.code]).toEqual(['future.expires = BigInt(past.expires);', 'failed']);
  expect(mark!.message).toContain('backward: RangeError: out of range');
});

test('a report that is none is ignored', async () => {
  await using editor = await Editor.start(WITH_MAPPER, SETTINGS);
  await editor.connection.sendNotification('timeferry/rehearsal', { outcome: 'match' });
  await editor.open(MODEL);
  await editor.until(MODEL, (found) => found.length > 0);
});
