import type { TransferPlan, TypePlan } from '@timeferry/analysis/transfer-plan';
import type { CaptureGraph } from '../../capture-graph.ts';
import { GraphPaths } from '../../graph-paths.ts';
import { type GraphTypes, type Side, typeGraph } from '../../graph-types.ts';
import type { CapturedScope, LiveProgram } from '../../live-program.ts';
import type { CodeNames } from '../../prepare-closures.ts';
import { Intrinsics } from '../capture/intrinsics.ts';
import { canStandFor } from './adopt.ts';
import { allocate } from './allocate.ts';
import { FastTables } from './fast-tables.ts';
import { fill } from './fill.ts';
import { targetNames } from './fill-fields.ts';
import type { Source } from './source.ts';

interface TransferRequest {
  readonly plan: TransferPlan;
  readonly direction: 'forward' | 'backward';
  readonly initializers?: ReadonlyMap<string, () => unknown>;
  /** Names of the codes of closures in this process, by their names in the version before. */
  readonly codes?: CodeNames;
}

/**
 * One transfer into this process. Every source object gets one target, made the first time that something refers to it
 * and filled later from a queue, so cycles and shared references survive and depth costs no stack.
 */
export class Transfer {
  readonly program: LiveProgram;
  readonly plan: TransferPlan;
  readonly initializers: ReadonlyMap<string, () => unknown>;
  readonly source: Source;
  readonly from: Side;
  readonly to: Side;
  readonly types: GraphTypes;
  readonly intrinsics = new Intrinsics();
  /** By source object; undefined where there is none (yet). */
  readonly targets: unknown[];
  /** Objects that start-up made and that are filled in place. */
  readonly adopted = new Set<unknown>();
  /** Filled objects whose type has a mapper that has not run yet. */
  readonly unmapped: number[] = [];
  /** Objects that must not be extended, sealed or frozen until everything is in them. */
  readonly unfinished: number[] = [];
  /** Names of functions and classes that this process does not have. */
  readonly lost = new Set<string>();
  /** Why closures of a code cannot be made, by the code's name in the version before. */
  readonly refused = new Map<string, string>();
  /** How many closures of a code were made. */
  readonly rebuilt = new Map<string, number>();
  readonly codes: CodeNames;
  /** The object in work. */
  current = -1;
  /** By source object, whether it has a target; `ADOPTED` where start-up made it. */
  readonly #made: Uint8Array;
  readonly #fast: FastTables;
  readonly #unfilled: number[] = [];
  #nextUnfilled = 0;
  #paths: GraphPaths | null = null;
  #counts: ReadonlyMap<string, number> | null = null;
  #scopeRoots: ReadonlySet<string> | null = null;

  constructor(program: LiveProgram, request: TransferRequest, source: Source) {
    const { plan, direction, initializers } = request;
    this.program = program;
    this.plan = plan;
    this.initializers = initializers ?? new Map();
    this.codes = request.codes ?? {};
    this.source = source;
    this.from = direction === 'forward' ? 'past' : 'future';
    this.to = direction === 'forward' ? 'future' : 'past';
    this.types = typeGraph(source.main, plan, this.from);
    this.targets = new Array<unknown>(source.count).fill(undefined);
    this.#made = new Uint8Array(source.count);
    this.#fast = new FastTables(this);
  }

  /** The target of a source object, allocated now if it is not yet; undefined where it cannot be moved. */
  counterpart(id: number): unknown {
    if (this.#made[id]) return this.targets[id];
    this.#register(id, this.#fast.of(id)?.make(id) ?? allocate(this, id), MADE);
    return this.targets[id];
  }

  /**
   * Takes an object that start-up made for the target of a source object, when it is of the same kind and neither has a
   * counterpart yet. So whatever the new code keeps a reference to stays the object that holds the state.
   */
  adopt(id: number, existing: unknown): void {
    if (this.#made[id] || this.adopted.has(existing) || !canStandFor(this, id, existing)) return;
    this.adopted.add(existing);
    this.#register(id, existing, ADOPTED);
  }

  /** Makes something of this process the target of a captured scope. */
  stand(id: number, scope: CapturedScope): void {
    if (this.#made[id]) return;
    this.adopted.add(scope);
    this.#register(id, scope, ADOPTED);
  }

  refuse(code: string, why: string): void {
    this.refused.set(code, why);
  }

  /** The name that a root of the version before has here; null where it has none. */
  nameOfRoot(name: string): string | null {
    return this.plan.roots.find((root) => root[this.from] === name)?.[this.to] ?? null;
  }

  /** Whether a root is a variable of a captured scope, and is set with it. */
  isInScope(root: string): boolean {
    this.#scopeRoots ??= new Set(
      this.source.main.capture.tables.flatMap((table) =>
        table.kind === 'scope' ? [...table.ids].flatMap((id) => rootsOfScope(this.source.main.dataOf(id))) : [],
      ),
    );
    return this.#scopeRoots.has(root);
  }

  /** How many closures of a code were captured. */
  countOf(code: string): number {
    this.#counts ??= countCodes(this.source.main);
    return this.#counts.get(code) ?? 0;
  }

  #register(id: number, target: unknown, how: number): void {
    this.#made[id] = how;
    this.targets[id] = target;
    if (target !== undefined) this.#unfilled.push(id);
  }

  /** Fills what was allocated, and what that reaches. */
  fillAll(): void {
    while (this.#nextUnfilled < this.#unfilled.length) {
      const id = this.#unfilled[this.#nextUnfilled++]!;
      this.current = id;
      const target = this.targets[id];
      const fast = this.#made[id] === ADOPTED ? this.#fast.ofAdopted(id, target as object) : this.#fast.of(id);
      if (fast) fast.fill(target as object, id);
      else fill(this, id);
      if (this.typeOf(id)?.mapper) this.unmapped.push(id);
      if (this.source.tableOf(id).integrity !== 'extensible') this.unfinished.push(id);
    }
  }

  /** Where each field of a source object goes; see `targetNames`. */
  targetNames(id: number): readonly (string | symbol | undefined)[] {
    return targetNames(this, this.source.tableOf(id).fields, this.typeOf(id), id);
  }

  /** The pair of types that a source object belongs to. */
  typeOf(id: number): TypePlan | undefined {
    return this.source.isAside(id) ? undefined : this.plan.types[this.types.pairs[id]!];
  }

  /** Whether the value is one that cannot be moved: what start-up made in its place stays. */
  isExcluded(id: number): boolean {
    return id >= 0 && (this.source.tableOf(id).kind === 'excluded' || this.counterpart(id) === undefined);
  }

  /** Path of a source object; null where it is none. */
  pathOf(id: number): string | null {
    if (id < 0 || this.source.isAside(id)) return null;
    this.#paths ??= new GraphPaths(this.source.main);
    return this.#paths.of(id);
  }

  /** Closes, seals and freezes what was so in the version before. */
  finish(): void {
    for (const id of this.unfinished) {
      const target = this.targets[id] as object;
      const { integrity } = this.source.tableOf(id);
      if (integrity === 'frozen') Object.freeze(target);
      else if (integrity === 'sealed') Object.seal(target);
      else Object.preventExtensions(target);
    }
  }
}

const MADE = 1;
const ADOPTED = 2;

function countCodes(graph: CaptureGraph): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const table of graph.capture.tables) {
    if (table.kind !== 'closure') continue;
    for (const id of table.ids) {
      const [code] = graph.dataOf(id) as [string];
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  return counts;
}

function rootsOfScope(data: unknown): string[] {
  const [, roots] = data as [string, readonly (readonly [string, string])[]];
  return roots.map(([root]) => root);
}
