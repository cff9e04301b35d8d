import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import type { LiveProgram } from '../live-program.ts';
import type { CodeNames } from '../prepare-closures.ts';
import type { RebuildSummary } from '../rebuild-result.ts';
import { containFailure } from './rebuild/failure.ts';
import { TransferFerry } from './rebuild/ferry.ts';
import { fillRoots, mapRoots, type UnsetRoot } from './rebuild/fill-roots.ts';
import { Ghosts } from './rebuild/ghosts.ts';
import { MapperModules } from './rebuild/mapper-modules.ts';
import { type Mapping, runTypeMappers } from './rebuild/run-mappers.ts';
import { readGraph, Source } from './rebuild/source.ts';
import { Transfer } from './rebuild/transfer.ts';

export { askedInvariant, checkInvariants } from './rebuild/check-invariants.ts';

export interface RebuildRequest {
  readonly direction: 'forward' | 'backward';
  readonly plan: TransferPlan;
  /** File with the capture to transfer from. */
  readonly file: string;
  /** On the way back, the file with the capture of the past process. */
  readonly past?: string;
  /** Functions that give the first value of a new field in the scope of its class, by `initializerKey`. */
  readonly initializers?: ReadonlyMap<string, () => unknown>;
  /** Names of the codes of closures in this process, by their names in the version before. */
  readonly codes?: CodeNames;
}

export interface RebuildResult {
  readonly summary: RebuildSummary;
  /** The object here that stands for each object of the capture; what `capture` takes. */
  readonly counterparts: readonly unknown[];
}

let working: Transfer | null = null;

/** Rebuilds captured state in this process, through the mappers of the plan. Failures are part of the result. */
export function rebuild(program: LiveProgram, request: RebuildRequest): RebuildResult {
  const source = new Source(readGraph(request.file), request.past === undefined ? null : readGraph(request.past));
  const transfer = new Transfer(program, request, source);
  const ghosts = new Ghosts(transfer);
  const ferry = new TransferFerry(transfer, ghosts);
  const mapping: Mapping = { transfer, ghosts, ferry, modules: new MapperModules(request.plan.mappers) };
  const unset: UnsetRoot[] = [];
  working = transfer;
  const failure = containFailure(
    () => run(mapping, unset),
    () => transfer.pathOf(transfer.current),
  );
  working = null;
  const summary = {
    failure,
    lost: [...transfer.lost],
    refused: [...transfer.refused].map(([code, why]) => ({ code, why })),
    rebuilt: [...transfer.rebuilt].map(([code, count]) => ({ code, count })),
    breaches: failure ? [] : ferry.breaches(),
    unset,
  };
  return { summary, counterparts: transfer.targets.slice(0, source.main.count) };
}

/** Number of the object in work, for a transfer that had to be stopped from outside; -1 where it is of no capture to name. */
export function currentObject(): number {
  const id = working?.current ?? -1;
  return working?.source.isAside(id) ? -1 : id;
}

function run(mapping: Mapping, unset: UnsetRoot[]): void {
  unset.push(...fillRoots(mapping));
  mapping.transfer.fillAll();
  runTypeMappers(mapping);
  unset.push(...mapRoots(mapping));
  mapping.transfer.fillAll();
  runTypeMappers(mapping);
  mapping.transfer.finish();
}
