import type { RootPlan } from '@timeferry/analysis/transfer-plan';
import { HOLE, PRIMITIVE } from '../../capture-format.ts';
import type { Cell } from '../../capture-graph.ts';
import type { LiveRoot } from '../../live-program.ts';
import { adoptScopesOfRoots } from './closures.ts';
import { replaceContents } from './replace-contents.ts';
import { type Mapping, runRootMapper } from './run-mappers.ts';

interface RootWork {
  readonly plan: RootPlan;
  readonly live: LiveRoot;
  readonly cell: Cell;
}

/** A root that keeps what start-up gave it, and why. */
export interface UnsetRoot {
  readonly root: string;
  readonly why: string;
}

/**
 * Sets the roots that need no mapper, after every object that start-up made for one of them was taken as the target of
 * what the root held before.
 */
export function fillRoots({ transfer }: Mapping): UnsetRoot[] {
  const unset: UnsetRoot[] = [];
  adoptScopesOfRoots(transfer);
  const work = transfer.plan.roots
    .filter((plan) => plan.how !== 'map')
    .flatMap((plan) => collect(transfer, plan, unset) ?? []);
  const constFirst = [...work].sort((a, b) => Number(Boolean(a.live.write)) - Number(Boolean(b.live.write)));
  for (const { live, cell } of constFirst) if (cell.id >= 0) transfer.adopt(cell.id, live.read());
  for (const { live, cell, plan } of work) {
    if (cell.id >= 0 && transfer.isExcluded(cell.id)) continue;
    set(live, plan, cell.id === PRIMITIVE ? cell.value : transfer.counterpart(cell.id), unset, transfer.to);
  }
  return unset;
}

/** Sets the roots that have a mapper. */
export function mapRoots(mapping: Mapping): UnsetRoot[] {
  const { transfer } = mapping;
  const unset: UnsetRoot[] = [];
  for (const plan of transfer.plan.roots) {
    if (plan.how !== 'map' || !plan.mapper) continue;
    const work = collect(transfer, plan, unset);
    if (!work) continue;
    const value = runRootMapper(mapping, plan, work.cell.id, work.cell.value);
    const before = work.live.read();
    if (!work.live.write && before !== value && replaceContents(before, value)) continue;
    set(work.live, plan, value, unset, transfer.to);
  }
  return unset;
}

/** What a root is to be given; undefined where the plan gives it nothing, or the process has no such root. */
function collect(transfer: Mapping['transfer'], plan: RootPlan, unset: UnsetRoot[]): RootWork | undefined {
  const name = plan[transfer.to];
  if (name === null) return undefined;
  const cell = cellFor(transfer, plan);
  if (!cell || cell.id === HOLE) return undefined;
  const live = transfer.program.roots.get(name);
  if (live) return { plan, live, cell };
  if (plan[transfer.from] !== null && transfer.isInScope(plan[transfer.from]!)) return undefined;
  unset.push({
    root: name,
    why: `the ${transfer.to} version has no such variable while it runs: none of its functions uses it`,
  });
  return undefined;
}

function cellFor(transfer: Mapping['transfer'], plan: RootPlan): Cell | undefined {
  const { source } = transfer;
  // The mapper of an added root makes its value of nothing.
  if (plan.how === 'map' && plan.past === null) return { id: PRIMITIVE, value: undefined };
  if (plan.how === 'carry' || plan.how === 'map')
    return plan[transfer.from] === null ? undefined : source.main.rootCell(plan[transfer.from]!);
  if (plan.how !== 'drop' || transfer.to !== 'past' || !source.aside) return undefined;
  const cell = source.aside.rootCell(plan.past!);
  return cell && cell.id >= 0 ? { id: source.fromAside(cell.id), value: undefined } : cell;
}

function set(live: LiveRoot, plan: RootPlan, value: unknown, unset: UnsetRoot[], to: 'past' | 'future'): void {
  if (Object.is(live.read(), value)) return;
  if (live.write) live.write(value);
  else unset.push({ root: plan[to]!, why: `it is a const of the ${to} version that holds something of another kind` });
}
