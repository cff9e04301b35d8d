import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { createPrivateFolder } from '@timeferry/transfer/private-folder';
import { ProcessGroup } from '@timeferry/transfer/process-group';
import type { Counterexample } from './check-subject.ts';
import {
  type CheckRequest,
  type CurrentJourney,
  checkedSubjects,
  FILES,
  type MapperResult,
  readResults,
} from './checking.ts';
import { describeResult } from './describe-result.ts';
import { scratchPlace } from './scratch-place.ts';
import { type Subject, subjectsOf } from './subject.ts';

export interface CheckOptions {
  /** For the process that runs the mappers, in megabytes. */
  readonly memoryMb: number;
}

/**
 * Checks every mapper and default of a plan on arbitrary values of the declared types, in a process of its own that is
 * ended where a mapper hangs, ends it or uses up its memory: that is a result too, and the others are checked after it.
 */
export async function checkProperties(request: CheckRequest, options: CheckOptions): Promise<MapperResult[]> {
  await using folder = await createPrivateFolder(scratchPlace());
  const at = (name: string) => join(folder.path, name);
  writeFileSync(at(FILES.request), serialize(request));
  writeFileSync(at(FILES.results), '');
  const subjects = checkedSubjects(subjectsOf(request.diff, request.plan), request);
  for (let known = -1; readResults(folder.path).length > known; ) {
    known = readResults(folder.path).length;
    const end = await runWorker(folder.path, request, options);
    if (end !== null) noteFatal(folder.path, request, subjects, end);
    if (readResults(folder.path).length >= subjects.length) break;
  }
  return readResults(folder.path);
}

/** Runs the worker to its end; gives why it ended early, `null` where it did all there is. */
async function runWorker(folder: string, request: CheckRequest, { memoryMb }: CheckOptions): Promise<string | null> {
  await using worker = await ProcessGroup.start({
    executable: process.execPath,
    args: [`--max-old-space-size=${memoryMb}`, workerPath(), folder],
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '' },
    outputLimit: 64 * 1024,
  });
  let exit: Awaited<typeof worker.exited> | undefined;
  const exited = worker.exited.then((how) => {
    exit = how;
  });
  // The worker ends a journey in time by itself, unless even that hangs.
  const patienceMs = request.timeoutMs * 2 + 10_000;
  while (exit === undefined) {
    await Promise.race([exited, wait(250, undefined, { ref: false })]);
    if (exit !== undefined) break;
    if (residentBytes(worker.pid) > (memoryMb + SPARE_MB) * 1024 * 1024)
      return `it used more than ${memoryMb} MB of memory`;
    if (Date.now() - lastSign(folder) > patienceMs) return `it did not end within ${request.timeoutMs} ms`;
  }
  if (exit.code === 0) return null;
  if (/heap out of memory|allocation failed/i.test(worker.output.stderr))
    return `it used more than ${memoryMb} MB of memory`;
  return exit.signal === null
    ? `it ended the process with code ${exit.code}`
    : `it ended the process by ${exit.signal}`;
}

/** What Node itself takes beside the heap that is limited. */
const SPARE_MB = 512;

/** Writes down that the mapper of the journey that was under way took the process with it. */
function noteFatal(folder: string, request: CheckRequest, subjects: readonly Subject[], message: string): void {
  const current = readCurrent(folder);
  const subject = subjects.find(({ target }) => target === current?.target);
  if (!current || !subject) throw new Error(`The process that checks the mappers did not start: ${message}.`);
  const { direction, recipe } = current;
  const counterexample: Counterexample = { isFatal: true, message, path: '', place: null, direction, recipe };
  const result = { outcome: 'broken', runs: 0, counterexample, why: null } as const;
  appendFileSync(join(folder, FILES.results), `${JSON.stringify(describeResult(subject, result, request))}\n`);
}

function readCurrent(folder: string): CurrentJourney | null {
  try {
    return deserialize(readFileSync(join(folder, FILES.current))) as CurrentJourney;
  } catch {
    return null;
  }
}

function lastSign(folder: string): number {
  const files = [FILES.request, FILES.current, FILES.results];
  return Math.max(...files.map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/** Memory of a process outside of the heap counts too; 0 where the system does not say. */
function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}

/** The worker as it is built: beside the bundle that this is part of, or in the repository. */
function workerPath(): string {
  return fileURLToPath(new URL('../../dist/properties/worker.mjs', import.meta.url));
}
