import type { Capture } from '../capture-format.ts';
import type { LiveProgram } from '../live-program.ts';
import { ColumnBuilder } from './capture/column-builder.ts';
import { Walk } from './capture/walk.ts';

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
}

/** Writes all that the roots reach to a file. Reads only: nothing of the program runs, nothing in it changes. */
export function capture(program: LiveProgram, request: CaptureRequest): CaptureResult {
  const walk = new Walk(program);
  const roots = new ColumnBuilder();
  for (const name of request.roots) pushRoot(walk, roots, program, name);
  walk.run();
  const contents: Capture = {
    schema: 1,
    count: walk.count,
    rootNames: request.roots,
    roots: roots.finish(),
    tables: walk.tables.tables.map((table) => table.finish()),
    correspondence: request.counterparts ? correspond(walk, request.counterparts) : null,
  };
  const bytes = process.getBuiltinModule('node:v8').serialize(contents);
  process.getBuiltinModule('node:fs').writeFileSync(request.file, bytes, { mode: 0o600 });
  return { objects: walk.count, bytes: bytes.length, unknown: [...walk.prototypes.unknown] };
}

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

function correspond(walk: Walk, counterparts: readonly unknown[]): Int32Array {
  const result = new Int32Array(counterparts.length).fill(-1);
  for (let i = 0; i < result.length; i++) {
    if (counterparts[i] !== undefined) result[i] = walk.idOf(counterparts[i]) ?? -1;
  }
  return result;
}
