import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RootPlan, VersionNames } from '@timeferry/analysis/transfer-plan';
import { type InspectedProcess, launchInspected } from '../../src/process-group-inspector.ts';

/** A program in a folder of its own, running. */
export interface RunningProgram extends AsyncDisposable, InspectedProcess {
  readonly root: string;
}

/** Writes files and starts the first; it must print `ready` when its start-up is over. */
export async function runProgram(files: Record<string, string>, args: readonly string[] = []): Promise<RunningProgram> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'timeferry-discover-')));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  const process = await launchInspected({ args: [...args, join(root, Object.keys(files)[0] as string)], cwd: root });
  const end = async (): Promise<void> => {
    await process.end();
    await rm(root, { recursive: true, force: true });
  };
  try {
    await process.group.output.match('stdout', /ready/);
  } catch (error) {
    await end();
    throw error;
  }
  return { ...process, root, end, [Symbol.asyncDispose]: end };
}

export function namesOf(modules: Record<string, readonly string[]>): VersionNames {
  return {
    modules: Object.entries(modules).map(([name, classes]) => ({ name, files: [name], classes, functions: [] })),
  };
}

/** A root that both versions have under one name. */
export function rootPlan(name: string, kind: RootPlan['kind'] = 'let'): RootPlan {
  return {
    past: name,
    future: name,
    kind,
    how: 'carry',
    verdict: 'same',
    shape: { kind: 'value' },
    mapper: null,
    pastPosition: null,
    futurePosition: null,
  };
}

/** Calls a function, given by its source, with the `LiveProgram` of a process; the result by value. */
export async function inProgram<Value>(
  running: RunningProgram,
  program: string,
  functionDeclaration: string,
): Promise<Value> {
  const params = {
    objectId: program,
    functionDeclaration: `function () { return (${functionDeclaration})(this); }`,
    returnByValue: true,
  };
  const answer = await running.session.send<{ result: { value: Value }; exceptionDetails?: object }>(
    'Runtime.callFunctionOn',
    params,
  );
  if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
  return answer.result.value;
}
