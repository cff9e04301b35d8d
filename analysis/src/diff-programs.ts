import { judgeDeclaration } from './judge/declarations.ts';
import { judgeAddedField, judgeFieldPair, judgeRemovedField } from './judge/fields.ts';
import { type JudgeTypes, judgePlace } from './judge/judge-types.ts';
import type { Judged } from './judge/judged.ts';
import { judgeAddedRoot, judgeRemovedRoot, judgeRootPair } from './judge/roots.ts';
import type { Scope } from './judge/scope.ts';
import { applyRules } from './pair/apply-rules.ts';
import { candidatesOf, oncePerPrimitive } from './pair/candidates.ts';
import { fittingFields, type PairedFields, pairFields } from './pair/fields.ts';
import { pairModules } from './pair/modules.ts';
import { findMoves, type Moves } from './pair/moves.ts';
import { mayBeRoot, type PairedRoots, pairRoots } from './pair/roots.ts';
import { staleTags } from './pair/stale-tags.ts';
import { TypePairing } from './pair/types.ts';
import { mentionedTypes, reachedTypes, worstReachable } from './reach.ts';
import type { FieldPair, Judgement, RootPair, StateDiff, TypePair } from './state-diff.ts';
import type { ObjectType, StateModel, StateRoot } from './state-model.ts';
import { finish, paced } from './steps.ts';
import type { PlacedRule } from './transfer-rules.ts';
import { type Verdict, worst } from './verdict.ts';

/**
 * Pairs the state of two versions and judges every root and field. Nothing is paired by guess: a rename or move counts
 * once its author has declared it, in a doc tag or in one of the `rules` of the transfer modules.
 */
export function diffModels(past: StateModel, future: StateModel, rules: readonly PlacedRule[] = []): StateDiff {
  return finish(diffSteps(past, future, rules));
}

/** The same, step by step: it yields wherever it may be put aside, after a few milliseconds of work each time. */
export function diffSteps(
  past: StateModel,
  future: StateModel,
  rules: readonly PlacedRule[] = [],
): Generator<void, StateDiff> {
  return paced(stepsOf(past, future, rules));
}

function* stepsOf(past: StateModel, future: StateModel, rules: readonly PlacedRule[]): Generator<void, StateDiff> {
  const ruled = applyRules(past, future, rules);
  const types = new TypePairing(ruled.past, ruled.future, pairModules(past, future));
  const roots = pairRoots(ruled.past.roots, ruled.future.roots, types);
  yield;
  types.pairPlaces(roots.pairs.map(([before, after]) => [before.type, after.type]));
  yield;
  const comparison = new Comparison(types, roots);
  yield;
  const diff = yield* comparison.diff();
  return { ...diff, stale: [...ruled.stale, ...staleTags(diff.roots, diff.types)] };
}

/** The judging of one pairing, with what has been found out so far. */
class Comparison {
  readonly #types: TypePairing;
  readonly #roots: PairedRoots;
  readonly #fields = new Map<string, PairedFields>();
  readonly #moves: Moves;
  readonly #judged = new Map<string, TypePair>();
  readonly #open = new Set<string>();
  readonly #judge: JudgeTypes;
  readonly #scope: Scope;

  constructor(types: TypePairing, roots: PairedRoots) {
    const { past, future, pairs, pastOf } = types;
    this.#types = types;
    this.#roots = roots;
    const held = reachedTypes(
      past,
      past.roots.map((root) => root.type),
      { weak: false },
    );
    this.#scope = {
      past,
      future,
      pairs,
      pastOf,
      held,
      twins: new Map(),
      functions: new Map(),
      open: new Set(),
      futureName: (name) => types.futureNameOf(name),
      isChanged: (before) => this.#isChanged(before),
      inside: (before, after) => this.#inside(before, after),
    };
    this.#judge = (before, after) => judgePlace(this.#scope, before, after);
    for (const [before, after] of pairs) {
      this.#fields.set(before, pairFields(past.types.get(before)!, future.types.get(after)!));
    }
    this.#moves = findMoves({ types, fields: this.#fields, roots, judge: this.#judge });
    this.#judged.clear();
    this.#scope.twins.clear();
  }

  *diff(): Generator<void, StateDiff> {
    const { past, future, pairs, pastOf } = this.#types;
    const paired: TypePair[] = [];
    for (const name of pairs.keys()) {
      paired.push(this.#typePair(name));
      yield;
    }
    for (const [before, after] of this.#roots.pairs) this.#judge(before.type, after.type);
    const removed = [...past.types.values()]
      .filter((type) => !pairs.has(type.name))
      .map((type) => (this.#scope.twins.has(type.name) ? this.#typePair(type.name) : removedType(type)));
    const added = [...future.types.values()]
      .filter((type) => !pastOf.has(type.name))
      .map((type) => this.#addedType(type));
    const types = [...paired, ...removed, ...added].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    yield;
    const roots = this.#rootPairs(types);
    const functions = [...this.#scope.functions].map(([before, after]) => ({ past: before, future: after }));
    return { past, future, types, roots, functions };
  }

  /** What changed inside a pair of object types, for a place that has no other report of it. */
  #inside(past: string, _future: string): Judged {
    if (this.#open.has(past)) return { verdict: 'same', reason: 'It is judged where it stands.', conversion: null };
    const pair = this.#typePair(past);
    const fields = pair.fields.filter((field) => field.verdict === pair.verdict);
    const names = fields.map((field) => (field.future ?? field.past)!.name).join(', ');
    if (pair.verdict === 'same') return { verdict: 'same', reason: 'The type did not change.', conversion: null };
    const reason = names === '' ? pair.own.reason : `Inside it, ${names}: ${fields[0]!.reason}`;
    return { verdict: pair.verdict, reason, conversion: null };
  }

  #isChanged(past: string): boolean {
    if (!this.#types.pairs.has(past) || this.#open.has(past)) return false;
    const { own, fields } = this.#typePair(past);
    return own.change === 'retyped' || fields.some((field) => field.change !== 'none');
  }

  #typePair(pastName: string): TypePair {
    const known = this.#judged.get(pastName);
    if (known) return known;
    this.#open.add(pastName);
    const { past, future, pairs } = this.#types;
    const before = past.types.get(pastName)!;
    const paired = pairs.get(pastName);
    const after = future.types.get(paired ?? this.#scope.twins.get(pastName)!)!;
    const { own, index } = judgeDeclaration(this.#scope, this.#judge, before, after);
    // No object is of an abstract class: its fields are judged in its subclasses, where those are known.
    const fields = before.abstract && before.subtypes.length > 0 ? [] : this.#fieldPairs(before, after);
    this.#open.delete(pastName);
    const verdict = worst([own.verdict, ...fields.map((field) => field.verdict)]);
    // A twin goes by its past name, since the future one is the key of the pair that it is like.
    const pair = {
      key: paired ?? pastName,
      past: before,
      future: after,
      verdict,
      own,
      fields,
      ...(index && { index }),
    };
    this.#judged.set(pastName, pair);
    return pair;
  }

  #fieldPairs(before: ObjectType, after: ObjectType): FieldPair[] {
    const { pairs, removed, added } = this.#fields.get(before.name) ?? pairFields(before, after);
    const names = candidatesOf(removed, fittingFields(oncePerPrimitive(this.#judge), removed, added));
    const judged: FieldPair[] = [
      ...pairs.map((pair) => judgeFieldPair(this.#scope, this.#judge, pair)),
      ...removed.map((field) => {
        const move = this.#moves.past.get(`${before.name}.${field.name}`);
        return judgeRemovedField(field, move, names.future.get(field) ?? []);
      }),
      ...added.map((field) => {
        const move = this.#moves.future.get(`${after.name}.${field.name}`);
        return judgeAddedField(field, this.#types.future, move, names.past.get(field) ?? []);
      }),
    ];
    return judged.map(asDeclared);
  }

  #addedType(type: ObjectType): TypePair {
    const fields = type.fields.flatMap((field) => {
      const move = this.#moves.future.get(`${type.name}.${field.name}`);
      return move ? [judgeAddedField(field, this.#types.future, move, [])] : [];
    });
    const reason = 'No past object is of this type.';
    const own: Judgement = { change: 'added', verdict: 'auto', reason, conversion: null };
    return {
      key: type.name,
      past: null,
      future: type,
      verdict: worst(['auto', ...fields.map((each) => each.verdict)]),
      own,
      fields,
    };
  }

  #rootPairs(types: readonly TypePair[]): RootPair[] {
    const verdicts = verdictsOf(this.#types, types);
    const { pairs, removed, added } = this.#roots;
    const judge = oncePerPrimitive(this.#judge);
    const fits = removed.map((past) => added.filter((future) => mayBeRoot(judge, past, future)));
    const names = candidatesOf(removed, fits);
    const close = (past: StateRoot | null, future: StateRoot | null, own: Judgement): RootPair => {
      const inside = reached(verdicts, past, future);
      return asDeclared({ past, future, ...own, own: own.verdict, verdict: worst([own.verdict, inside]) });
    };
    return [
      ...pairs.map(([past, future]) => close(past, future, judgeRootPair(this.#scope, this.#judge, past, future))),
      ...removed.map((root) => close(root, null, judgeRemovedRoot(names.future.get(root) ?? []))),
      ...added.map((root) => {
        const move = this.#moves.future.get(root.name);
        return close(null, root, judgeAddedRoot(root, this.#types.future, move, names.past.get(root) ?? []));
      }),
    ];
  }
}

/** The worst of everything that a root reaches in either version. */
function reached(verdicts: Verdicts, past: StateRoot | null, future: StateRoot | null): Verdict {
  const before = past ? mentionedTypes([past.type]) : [];
  const after = future ? mentionedTypes([future.type]) : [];
  return worst([
    ...[...before].map((name) => verdicts.past.get(name) ?? 'same'),
    ...[...after].map((name) => verdicts.future.get(name) ?? 'same'),
  ]);
}

interface Verdicts {
  readonly past: ReadonlyMap<string, Verdict>;
  readonly future: ReadonlyMap<string, Verdict>;
}

/** The worst that each type of either version reaches. */
function verdictsOf({ past, future }: TypePairing, types: readonly TypePair[]): Verdicts {
  const said = { past: new Map<string, Verdict>(), future: new Map<string, Verdict>() };
  for (const type of types) {
    if (type.past && type.future) said.past.set(type.past.name, type.verdict);
    // A new type has no past values; it counts where its fields take over those of another.
    if (type.future && (type.past || type.fields.length > 0)) said.future.set(type.future.name, type.verdict);
  }
  return { past: worstReachable(past, said.past), future: worstReachable(future, said.future) };
}

/** With the reason why its author has it not transferred, where there is one. */
function asDeclared<T extends FieldPair | RootPair>(pair: T): T {
  const { future } = pair;
  const transient = (future ?? pair.past)!.tags.transient?.trim();
  const own = 'own' in pair ? pair.own : pair.verdict;
  // Where no default is right and the new version gives none either, somebody has to write the value.
  const isStarted = own !== 'manual' || (future && (future.initializer || ('optional' in future && future.optional)));
  return transient && isStarted ? { ...pair, transient } : pair;
}

function removedType(type: ObjectType): TypePair {
  const reason = 'The new version has no type for these objects; they are kept aside for the way back and reported.';
  const own: Judgement = { change: 'removed', verdict: 'lossy', reason, conversion: null };
  return { key: type.name, past: type, future: null, verdict: 'lossy', own, fields: [] };
}
