import type { InvariantPlan, TransferPlan } from '@timeferry/analysis/transfer-plan';
import type { InvariantBreach } from './agents/rebuild/check-invariants.ts';
import { readCapture } from './capture-file.ts';
import { type CaptureGraph, NOTHING } from './capture-graph.ts';
import { GraphPaths } from './graph-paths.ts';
import { typeGraph } from './graph-types.ts';
import { type Failure, type Guardable, runGuarded } from './limits.ts';
import type { Mismatch } from './rehearsal-report.ts';
import type { BootedVersion } from './rehearse-boot.ts';
import { showCell } from './report-values.ts';

/** What the author's invariants say of the state of one process. */
export interface InvariantReport {
  readonly mismatches: readonly Mismatch[];
  /** Invariants that nothing was held against, a sentence each. */
  readonly unverified: readonly string[];
}

/** The state that one process holds after its transfer. */
export interface FilledState {
  readonly version: 'future' | 'reversed';
  readonly plan: TransferPlan;
  /** Files with the capture that it was filled from, and with its own. */
  readonly past: string;
  readonly file: string;
  /** Handle of its own capture in the process. */
  readonly work: string;
}

/** An invariant and the captured objects that it speaks of; those of roots are not numbered. */
interface Question {
  readonly plan: InvariantPlan;
  readonly ids: readonly number[];
}

/**
 * Asks the invariants of a version, in its process, about every reachable value of their types. They are the author's code:
 * one that throws, hangs or uses up the memory is a breach. The process may be gone afterwards.
 */
export async function checkInvariants(
  state: FilledState,
  { held, agents, discovery }: BootedVersion,
  timeoutMs: number,
): Promise<InvariantReport> {
  const side = state.version === 'future' ? 'future' : 'past';
  const invariants = (state.plan.invariants ?? []).filter(({ version }) => version === side);
  if (invariants.length === 0) return { mismatches: [], unverified: [] };
  const graph = await readCapture(state.file);
  const questions = questionsOf(invariants, graph, state.plan, side);
  const request = { invariants, mappers: state.plan.mappers, counts: questions.map(({ ids }) => ids.length) };
  const ids = questions.flatMap((question) => question.ids);
  const call = await agents.invariantsCall(discovery.program, request, state.work, ids, timeoutMs);
  let asked: readonly [invariant: number, value: number] = [-1, -1];
  const guarded: Guardable = {
    session: held.session,
    group: held.group,
    scriptUrl: (id) => held.scriptUrl(id),
    recordedEnding: () => held.recordedEnding(),
    end: async () => {
      asked = await agents.askedInvariant(1_000).catch(() => asked);
      await held.end();
    },
  };
  const ending = await runGuarded(guarded, call, { timeoutMs });
  const report = new Breaches(state, graph, questions);
  if (ending.kind !== 'value') return report.ofFailure(ending, asked);
  return report.of(ending.result.value as readonly InvariantBreach[]);
}

function questionsOf(
  invariants: readonly InvariantPlan[],
  graph: CaptureGraph,
  plan: TransferPlan,
  side: 'past' | 'future',
): Question[] {
  const { pairs } = typeGraph(graph, plan, side);
  return invariants.map((invariant) => {
    const wanted = new Set(plan.types.flatMap((type, at) => (invariant.types.includes(type[side] ?? '') ? [at] : [])));
    const ids: number[] = [];
    pairs.forEach((pair, id) => {
      if (wanted.has(pair)) ids.push(id);
    });
    return { plan: invariant, ids };
  });
}

/** Says of broken invariants where, and of which values. */
class Breaches {
  readonly #state: FilledState;
  readonly #graph: CaptureGraph;
  readonly #questions: readonly Question[];

  constructor(state: FilledState, graph: CaptureGraph, questions: readonly Question[]) {
    this.#state = state;
    this.#graph = graph;
    this.#questions = questions;
  }

  async of(breaches: readonly InvariantBreach[]): Promise<InvariantReport> {
    const empty = this.#questions.filter(({ plan, ids }) => plan.root === null && ids.length === 0);
    const unverified = empty.map(
      ({ plan }) => `The invariant "${plan.text}": the ${this.#state.version} state has no value that it speaks of.`,
    );
    if (breaches.length === 0) return { mismatches: [], unverified };
    const paths = new GraphPaths(this.#graph);
    const before = await readCapture(this.#state.past);
    const mismatches = breaches.map((breach) => this.#describe(breach, paths, before));
    return { mismatches, unverified };
  }

  /** One that had to be stopped, and those that nobody could be asked about after it. */
  async ofFailure({ message }: Failure, [at, value]: readonly [number, number]): Promise<InvariantReport> {
    const stopped = Math.max(at, 0);
    const why = `its holds was stopped: ${message}`;
    const { mismatches } = await this.of([{ invariant: stopped, value: Math.max(value, 0), count: 1, why }]);
    const name = this.#questions[stopped]!.plan.text;
    const left = this.#questions.filter((_, index) => index !== stopped);
    const unverified = left.map(
      ({ plan }) => `The invariant "${plan.text}": not checked to its end, for "${name}" had to be stopped.`,
    );
    return { mismatches, unverified };
  }

  #describe({ invariant, value, count, why }: InvariantBreach, paths: GraphPaths, before: CaptureGraph): Mismatch {
    const { plan, ids } = this.#questions[invariant]!;
    const id = plan.root === null ? ids[value]! : -1;
    const cell = id < 0 ? (this.#graph.rootCell(plan.root!) ?? NOTHING) : { id, value: undefined };
    const shown = showCell(this.#graph, cell);
    const source = cell.id < 0 ? -1 : (this.#graph.capture.correspondence?.indexOf(cell.id) ?? -1);
    const origin = source < 0 ? 'not looked at' : showCell(before, { id: source, value: undefined });
    const isFuture = this.#state.version === 'future';
    return {
      path: id < 0 ? plan.root! : paths.of(id),
      type: plan.root ?? plan.types[0]!,
      field: '',
      past: isFuture ? origin : 'not looked at',
      future: isFuture ? shown : origin,
      reversed: isFuture ? 'not looked at' : shown,
      count,
      why: `the invariant "${plan.text}" does not hold${why === '' ? '' : `: ${why}`}`,
      location: { ...plan.position, version: 'transfer' },
    };
  }
}
