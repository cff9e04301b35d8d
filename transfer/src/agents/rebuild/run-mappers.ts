import type { RootPlan, TypePlan } from '@timeferry/analysis/transfer-plan';
import type { TransferFerry } from './ferry.ts';
import type { Ghosts } from './ghosts.ts';
import type { MapperModules } from './mapper-modules.ts';
import { privateField } from './private-fields.ts';
import type { Transfer } from './transfer.ts';

/** What mappers run with. */
export interface Mapping {
  readonly transfer: Transfer;
  readonly ghosts: Ghosts;
  readonly ferry: TransferFerry;
  readonly modules: MapperModules;
}

/** Runs the mapper of every filled object whose type has one, those that mappers bring in included. */
export function runTypeMappers({ transfer, ghosts, ferry, modules }: Mapping): void {
  for (let id = transfer.unmapped.pop(); id !== undefined; id = transfer.unmapped.pop()) {
    const type = transfer.typeOf(id)!;
    const target = transfer.targets[id] as object;
    transfer.current = id;
    ferry.work = { name: type.key, type, target };
    const mapper = modules.typeMapper(type.mapper!);
    const ghost = ghosts.of(id) as object;
    const given =
      transfer.to === 'future' ? mapper.forward(ghost, target, ferry) : mapper.backward(ghost, target, ferry);
    refusePromise(given, type.key);
    movePrivates(transfer, target, type);
  }
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
  if (process.getBuiltinModule('node:util').types.isPromise(given)) {
    given.catch(() => {});
    throw new Error(`The mapper of ${name} is asynchronous; a mapper must be done when it returns.`);
  }
}

/** A mapper writes `#private` fields under their own name; they are moved to where they belong. */
function movePrivates(transfer: Transfer, target: object, type: TypePlan): void {
  for (const field of type.fields) {
    const name = field[transfer.to];
    if (name === null || !name.startsWith('#') || !Object.hasOwn(target, name)) continue;
    const hash = privateField(transfer, target, name);
    if (!hash) continue;
    hash.write?.(target, (target as Record<string, unknown>)[name]);
    Reflect.deleteProperty(target, name);
  }
}
