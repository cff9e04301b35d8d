import type { LiveProgram } from '../../live-program.ts';
import { ColumnBuilder } from './column-builder.ts';
import { Intrinsics } from './intrinsics.ts';
import { Walk } from './walk.ts';

/** Walks over made-up objects, each far shorter than the program would notice. */
const ROUNDS = 12;
const OBJECTS = 400;

let known: { readonly intrinsics: Intrinsics; readonly modules: number } | undefined;

/** The named objects of the runtime; found again only where the process has loaded more of it since. */
export function knownIntrinsics(): Intrinsics {
  const modules = (process as unknown as { moduleLoadList?: readonly string[] }).moduleLoadList?.length ?? -1;
  if (known === undefined || known.modules !== modules) known = { intrinsics: new Intrinsics(), modules };
  return known.intrinsics;
}

/** Lets the engine compile the walk before the process has to stand still for it. The program runs on between the rounds. */
export async function warmUp(): Promise<void> {
  const { setImmediate } = process.getBuiltinModule('node:timers');
  const intrinsics = knownIntrinsics();
  for (let round = 0; round < ROUNDS; round++) {
    await new Promise<void>((resolve) => void setImmediate(resolve));
    const sink = { write: () => 0 };
    const walk = new Walk(NOBODY, sink, intrinsics);
    walk.push(new ColumnBuilder(sink), makeGraph());
    walk.run();
  }
}

const NOBODY: LiveProgram = {
  roots: new Map(),
  nameOf: () => undefined,
  find: () => undefined,
  privatesOf: () => [],
};

/** Objects of the shapes that programs have most of. */
function makeGraph(): unknown {
  const byName = new Map<string, unknown>();
  let next: unknown = null;
  for (let i = 0; i < OBJECTS; i++) {
    const place = { x: i / 2, y: -i, isSet: i % 2 === 0 };
    next = { id: i, name: `name ${i}`, at: new Date(i), tags: ['one', `two ${i}`], sizes: [i, 0.5], place, next };
    byName.set(`key ${i}`, i % 10 === 0 ? { next, names: new Set(['a', i]), empty: [] } : next);
  }
  return byName;
}
