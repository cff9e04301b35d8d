import type { CaptureHeader } from '../capture-format.ts';
import type { LiveProgram } from '../live-program.ts';
import { CaptureWriter } from './capture/capture-writer.ts';
import { ColumnBuilder } from './capture/column-builder.ts';
import { Walk } from './capture/walk.ts';
import { knownIntrinsics } from './capture/warm-up.ts';

export { warmUp } from './capture/warm-up.ts';

export interface CaptureRequest {
  /** File that the process writes the capture to. */
  readonly file: string;
  /** Names of the roots to read. */
  readonly roots: readonly string[];
  /** After a transfer: the object that stands for each object of the capture that was transferred. */
  readonly counterparts?: readonly unknown[];
}

export interface CaptureResult {
  readonly objects: number;
  readonly bytes: number;
  /** Classes of live objects that the program has no name for. Name them and capture again, else those are excluded. */
  readonly unknown: readonly Function[];
  /** Codes of the closures among the objects. */
  readonly codes: readonly string[];
}

/** A capture whose state was read and that is not written to its end yet. */
export interface CaptureWork {
  readonly walk: Walk;
  readonly roots: ColumnBuilder;
  readonly request: CaptureRequest;
  readonly writer: CaptureWriter;
}

/** Writes all that the roots reach to a file. Reads only: nothing of the program runs, nothing in it changes. */
export function capture(program: LiveProgram, request: CaptureRequest): CaptureResult {
  const work = begin(program, request);
  settle(work);
  return finish(work);
}

/** Reads all that the roots reach, once the process stands still, as far as that goes without the debugger. */
export function begin(program: LiveProgram, request: CaptureRequest, counterparts = request.counterparts): CaptureWork {
  const writer = new CaptureWriter(request.file);
  const walk = new Walk(program, writer, knownIntrinsics());
  const roots = new ColumnBuilder(writer);
  for (const name of request.roots) pushRoot(walk, roots, program, name);
  walk.run();
  return { walk, roots, request: { ...request, ...(counterparts && { counterparts }) }, writer };
}

/** What was met and only the debugger can look into. */
export function pending({ walk }: CaptureWork): readonly object[] {
  return walk.takePending();
}

/** Goes on, with what is known by now of the pending objects. */
export function resume({ walk }: CaptureWork): void {
  walk.run();
}

/** Ends the reading: afterwards the process may go on. What nobody could look into is left out. */
export function settle({ walk }: CaptureWork): void {
  walk.finish();
}

/** Those of some objects that a capture has not met. */
export function unmet({ walk }: CaptureWork, objects: readonly object[]): readonly object[] {
  const found: object[] = [];
  for (let i = 0; i < objects.length; i++) {
    if (walk.idOf(objects[i]) === undefined) found.push(objects[i] as object);
  }
  return found;
}

/** The objects of a capture with these numbers. */
export function objectsOf({ walk }: CaptureWork, ids: readonly number[]): readonly unknown[] {
  return ids.map((id) => walk.objectAt(id));
}

/** Classes that were met and have no name. */
export function unnamedIn({ walk }: CaptureWork): readonly Function[] {
  return [...walk.prototypes.unknown];
}

/** Gives up; another capture may be begun. */
export function abandon({ writer }: CaptureWork): void {
  writer.close();
}

/** Writes what is left at once. */
export function finish({ walk, roots, request, writer }: CaptureWork): CaptureResult {
  const header: CaptureHeader = {
    schema: 2,
    rootNames: request.roots,
    roots: roots.finish(),
    tables: walk.tables.tables.map((table) => table.finish()),
  };
  const bytes = writer.end(header, request.counterparts ? correspond(walk, request.counterparts) : null);
  return { objects: walk.count, bytes, unknown: [...walk.prototypes.unknown], codes: [...walk.codes] };
}

/** Writes what is left in many small steps, between which the program runs. */
export async function finishMeanwhile(work: CaptureWork): Promise<CaptureResult> {
  const { setImmediate } = process.getBuiltinModule('node:timers');
  const waiting = [work.roots, ...work.walk.tables.tables.flatMap((table) => table.waiting)];
  let since = performance.now();
  for (const column of waiting) {
    while (column.writeNext()) {
      if (performance.now() - since < STEP_MS) continue;
      await new Promise<void>((resolve) => void setImmediate(resolve));
      since = performance.now();
    }
  }
  return finish(work);
}

/** How long the program may have to wait for one step, in milliseconds. */
const STEP_MS = 2;

function pushRoot(walk: Walk, column: ColumnBuilder, program: LiveProgram, name: string): void {
  const root = program.roots.get(name);
  try {
    if (root) walk.push(column, root.read());
    else column.pushHole();
  } catch {
    // A binding that its module has not initialised yet.
    column.pushHole();
  }
}

/** Objects are met in nearly the order in which they were before, so the next number is tried before the object is looked up. */
function correspond(walk: Walk, counterparts: readonly unknown[]): Int32Array {
  const result = new Int32Array(counterparts.length).fill(-1);
  for (let i = 0, next = 0; i < result.length; i++) {
    const counterpart = counterparts[i];
    if (counterpart === undefined) continue;
    const id = walk.objectAt(next) === counterpart ? next : walk.idOf(counterpart);
    result[i] = id ?? -1;
    next = (id ?? next) + 1;
  }
  return result;
}
