import type { RootPlan, TypePlan } from '@timeferry/analysis/transfer-plan';
import type { TransferFerry } from './ferry.ts';
import type { Ghosts } from './ghosts.ts';
import type { MapperModules } from './mapper-modules.ts';
import { privateField } from './private-fields.ts';
import { mayReadSource } from './reads-source.ts';
import type { Transfer } from './transfer.ts';

/** What mappers run with. */
export interface Mapping {
  readonly transfer: Transfer;
  readonly ghosts: Ghosts;
  readonly ferry: TransferFerry;
  readonly modules: MapperModules;
}

/** Runs the mapper of every filled object whose type has one, those that mappers bring in included. */
export function runTypeMappers(mapping: Mapping): void {
  const { transfer, ghosts, ferry } = mapping;
  const runs = new Map<TypePlan, TypeRun>();
  for (let id = transfer.unmapped.pop(); id !== undefined; id = transfer.unmapped.pop()) {
    const type = transfer.typeOf(id)!;
    let run = runs.get(type);
    if (run === undefined) {
      run = openType(mapping, type);
      runs.set(type, run);
    }
    const target = transfer.targets[id] as object;
    transfer.current = id;
    ferry.work = { name: type.key, type, target };
    // A ghost that nobody looks at need not be made, nor all that it leads to.
    const ghost = run.readsSource ? ghosts.of(id) : undefined;
    refusePromise(run.convert(ghost as object, target), type.key);
    if (run.privates.length > 0) movePrivates(transfer, target, run.privates);
  }
}

/** What is the same for all objects of a type. */
interface TypeRun {
  readonly readsSource: boolean;
  readonly privates: readonly string[];
  convert(source: object, target: object): unknown;
}

function openType({ transfer, ferry, modules }: Mapping, type: TypePlan): TypeRun {
  const mapper = modules.typeMapper(type.mapper!);
  const names = type.fields.flatMap((field) => field[transfer.to] ?? []);
  const isForward = transfer.to === 'future';
  return {
    readsSource: mayReadSource(isForward ? mapper.forward : mapper.backward),
    privates: names.filter((name) => name.startsWith('#')),
    convert: (source, target) =>
      isForward ? mapper.forward(source, target, ferry) : mapper.backward(source, target, ferry),
  };
}

/** The value that a root's mapper gives for the value of the other version. */
export function runRootMapper(
  { transfer, ghosts, ferry, modules }: Mapping,
  root: RootPlan,
  id: number,
  value: unknown,
): unknown {
  const mapper = modules.rootMapper(root.mapper!);
  const name = root.future ?? root.past!;
  ferry.work = { name, type: null, target: null };
  transfer.current = id;
  const ghost = id >= 0 ? ghosts.of(id) : value;
  const given = transfer.to === 'future' ? mapper.forward(ghost, ferry) : mapper.backward(ghost, ferry);
  refusePromise(given, name);
  return given;
}

function refusePromise(given: unknown, name: string): void {
  if (given !== undefined && process.getBuiltinModule('node:util').types.isPromise(given)) {
    given.catch(() => {});
    throw new Error(`The mapper of ${name} is asynchronous; a mapper must be done when it returns.`);
  }
}

/** A mapper writes `#private` fields under their own name; they are moved to where they belong. */
function movePrivates(transfer: Transfer, target: object, names: readonly string[]): void {
  for (const name of names) {
    if (!Object.hasOwn(target, name)) continue;
    const hash = privateField(transfer, target, name);
    if (!hash) continue;
    hash.write?.(target, (target as Record<string, unknown>)[name]);
    Reflect.deleteProperty(target, name);
  }
}
