import { compileMapper } from '../compile-mapper.ts';
import { generateModules, mapperFiles } from '../generate/generate-transfer.ts';
import { type ReadMapper, readMappers } from '../generate/read-mappers.ts';
import type { Position } from '../position.ts';
import type { StateDiff } from '../state-diff.ts';
import type { ModuleFacts, StateModel } from '../state-model.ts';
import { planInvariants, type StaleInvariant } from '../transfer-invariants.ts';
import type { MapperModule, TransferPlan, VersionNames } from '../transfer-plan.ts';
import { namedShapes } from './named-shapes.ts';
import { planRoot } from './plan-root.ts';
import { planType } from './plan-type.ts';
import type { ShapeContext } from './shape-of.ts';

export interface PlanInput {
  readonly diff: StateDiff;
  /** Texts of the author's transfer folder, by path relative to it. */
  readonly transferFiles: ReadonlyMap<string, string>;
  /** Absolute path of that folder; `null` where there is none. */
  readonly transferRoot: string | null;
}

/** A piece of state that moves only once the author says how. */
export interface MissingDecision {
  /** `module#Type.field`, or the name of a root. */
  readonly name: string;
  readonly reason: string;
  /** In the future version; in the past one for what is gone. */
  readonly position: Position | null;
}

/** A mapper, and the module of the plan that it is exported from. */
export interface PlacedMapper {
  readonly mapper: ReadMapper;
  readonly module: string;
  /** Not the author's, but the default. */
  readonly isGenerated: boolean;
}

/** What planning a type or a root looks things up in. */
export interface PlanContext {
  readonly past: ShapeContext;
  readonly future: ShapeContext;
  /** The author's mapper, else the generated one. */
  mapper(kind: 'type' | 'root', target: string): PlacedMapper | null;
  missing(decision: MissingDecision): void;
}

/**
 * The plan by which state is moved: the author's mappers, and for every changed type or root without one the generated
 * default, in memory. `missing` lists what nobody has decided; it is `undecided` in the plan and does not move. `stale`
 * lists the author's invariants that speak of nothing any more; no process is asked about them.
 */
export function buildPlan(input: PlanInput): {
  plan: TransferPlan;
  missing: MissingDecision[];
  stale: StaleInvariant[];
} {
  const { diff } = input;
  const { invariants, stale } = planInvariants(input.transferFiles, diff);
  const missing: MissingDecision[] = [];
  const { modules, placed } = placeMappers(input);
  const context: PlanContext = {
    past: { model: diff.past, keyOf: keys(diff, 'past') },
    future: { model: diff.future, keyOf: keys(diff, 'future') },
    mapper: (kind, target) => placed.get(`${kind} ${target}`) ?? null,
    missing: (decision) => missing.push(decision),
  };
  const plan: TransferPlan = {
    schema: 1,
    past: versionNames(diff.past),
    future: versionNames(diff.future),
    roots: diff.roots.map((pair) => planRoot(pair, context)),
    types: diff.types.map((pair) => planType(pair, context)),
    mappers: modules,
    ...(invariants.length > 0 && { invariants }),
    ...(diff.functions?.length && { functions: diff.functions }),
    shapes: namedShapes(diff),
  };
  return { plan, missing, stale };
}

/** A mapper of the author comes before a generated one. */
function placeMappers({ diff, transferFiles, transferRoot }: PlanInput): {
  modules: MapperModule[];
  placed: Map<string, PlacedMapper>;
} {
  const placed = new Map<string, PlacedMapper>();
  const modules: MapperModule[] = [];
  for (const [name, text] of mapperFiles(transferFiles)) {
    modules.push(compileMapper(name, text, transferRoot === null ? null : `${transferRoot}/${name}`));
    place(name, text, placed, false);
  }
  const left: StateDiff = {
    ...diff,
    types: diff.types.filter((pair) => !placed.has(`type ${pair.key}`)),
    roots: diff.roots.filter((pair) => !pair.future || !placed.has(`root ${pair.future.name}`)),
  };
  for (const [file, text] of generateModules(left, new Map(), false)) {
    const name = `generated/${file}`;
    modules.push(compileMapper(name, text, null));
    place(name, text, placed, true);
  }
  return { modules, placed };
}

function place(module: string, text: string, placed: Map<string, PlacedMapper>, isGenerated: boolean): void {
  for (const mapper of readMappers(text)) {
    const key = `${mapper.for} ${mapper.target}`;
    if (!placed.has(key)) placed.set(key, { mapper, module, isGenerated });
  }
}

function keys(diff: StateDiff, side: 'past' | 'future'): ShapeContext['keyOf'] {
  const byName = new Map(diff.types.flatMap((pair) => (pair[side] ? [[pair[side].name, pair.key] as const] : [])));
  return (type) => byName.get(type);
}

function versionNames(model: StateModel): VersionNames {
  return { modules: model.modules.map(moduleNames) };
}

function moduleNames({ name, outputs, classes, functions }: ModuleFacts): VersionNames['modules'][number] {
  return { name, files: [...new Set([name, ...outputs])], classes, functions };
}
