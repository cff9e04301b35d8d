import { judgeDeclaration } from './judge/declarations.ts';
import { judgeAddedField, judgeFieldPair, judgeRemovedField } from './judge/fields.ts';
import { type JudgeTypes, judgePlace } from './judge/judge-types.ts';
import type { Judged } from './judge/judged.ts';
import { Recall, type Step } from './judge/recall.ts';
import { judgeAddedRoot, judgeRemovedRoot, judgeRootPair } from './judge/roots.ts';
import type { Scope } from './judge/scope.ts';
import { oncePer } from './once-per.ts';
import { applyRules } from './pair/apply-rules.ts';
import { candidatesOf, oncePerPrimitive } from './pair/candidates.ts';
import { fittingFields, type PairedFields, pairFields } from './pair/fields.ts';
import { pairModules } from './pair/modules.ts';
import { findMoves, type Move, type Moves } from './pair/moves.ts';
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

/**
 * The same, step by step: it yields wherever it may be put aside, after a few milliseconds of work each time. `recall` is what
 * earlier comparisons of the same two versions have found out, as far as it still holds.
 */
export function diffSteps(
  past: StateModel,
  future: StateModel,
  rules: readonly PlacedRule[] = [],
  recall: Recall = new Recall(),
): Generator<void, StateDiff> {
  return paced(stepsOf(past, future, rules, recall));
}

function* stepsOf(
  past: StateModel,
  future: StateModel,
  rules: readonly PlacedRule[],
  recall: Recall,
): Generator<void, StateDiff> {
  const ruled = recall.ruled(applyRules(past, future, rules));
  yield;
  const modules = pairModules(past, future);
  const types = new TypePairing(ruled.past, ruled.future, modules);
  const roots = pairRoots(ruled.past.roots, ruled.future.roots, types);
  yield;
  types.pairPlaces(roots.pairs.map(([before, after]) => [before.type, after.type]));
  yield;
  const comparison = new Comparison(types, roots, modules, recall);
  yield;
  const diff = yield* comparison.diff();
  recall.end();
  return { ...diff, stale: [...ruled.stale, ...staleTags(diff.roots, diff.types)] };
}

/** The judging of one pairing, with what has been found out so far. */
class Comparison {
  readonly #types: TypePairing;
  readonly #roots: PairedRoots;
  readonly #fields = new Map<string, PairedFields>();
  readonly #recall: Recall;
  #moves: Moves = { past: new Map(), future: new Map() };
  readonly #judged = new Map<string, TypePair>();
  /** Future names of past types without a pair of their own, whose objects are like those of a type that has one. */
  readonly #twins = new Map<string, string>();
  /** Future names of stored functions by past names, where these differ. */
  readonly #functions = new Map<string, string>();
  readonly #open = new Set<string>();
  readonly #judge: JudgeTypes;
  readonly #scope: Scope;

  constructor(types: TypePairing, roots: PairedRoots, modules: ReadonlyMap<string, string>, recall: Recall) {
    const { past, future, pairs, pastOf } = types;
    this.#types = types;
    this.#roots = roots;
    this.#recall = recall;
    const { nullableByOption, callables } = future;
    recall.begin(
      { past, nullableByOption, modules },
      { types: future.types, pairs, pastOf, callables, again: (step) => this.#again(step) },
    );
    this.#scope = this.#scopeOf(types);
    this.#judge = (before, after) => judgePlace(this.#scope, before, after);
    for (const [before, after] of pairs) {
      this.#fields.set(before, pairFields(past.types.get(before)!, future.types.get(after)!));
    }
    this.#moves = findMoves({ types, fields: this.#fields, roots, judge: this.#judge });
    this.#judged.clear();
    this.#twins.clear();
  }

  /** What the rules ask is remembered with what they say. */
  #scopeOf(types: TypePairing): Scope {
    const { past, future, pairs, pastOf } = types;
    const recall = this.#recall;
    const open = new Set<string>();
    const note = (kind: 'twin' | 'function', notes: Map<string, string>) => (name: string, noted: string) => {
      notes.set(name, noted);
      recall.step({ kind, name, note: noted, open: [], answer: undefined });
    };
    return {
      past,
      future: {
        types: recall.traced('types', future.types),
        callables: recall.tracedNames(future.callables),
        nullableByOption: future.nullableByOption,
      },
      pairs: recall.traced('pairs', pairs),
      pastOf: recall.traced('pastOf', pastOf),
      held: heldTypes(past),
      open,
      noteTwin: note('twin', this.#twins),
      noteFunction: note('function', this.#functions),
      futureName: (name) => types.futureNameOf(name),
      isChanged: (name) => {
        const answer = this.#isChanged(name);
        recall.step({ kind: 'changed', name, open: [...open], answer });
        return answer;
      },
      inside: (name) => {
        const before = [...open];
        const judged = this.#inside(name);
        recall.step({ kind: 'inside', name, open: before, answer: textOf(judged) });
        return judged;
      },
    };
  }

  /** Takes a step again that an earlier comparison took, with the same around it. */
  #again({ kind, name, note, open }: Step): unknown {
    switch (kind) {
      case 'twin':
        this.#twins.set(name, note!);
        return undefined;
      case 'function':
        this.#functions.set(name, note!);
        return undefined;
      case 'lost':
        return JSON.stringify(this.#moves.past.get(name));
      case 'came':
        return JSON.stringify(this.#moves.future.get(name));
    }
    const around = [...this.#scope.open];
    for (const each of open) this.#scope.open.add(each);
    const answer = kind === 'changed' ? this.#isChanged(name) : textOf(this.#inside(name));
    this.#scope.open.clear();
    for (const each of around) this.#scope.open.add(each);
    return answer;
  }

  #lost(name: string): Move | undefined {
    const move = this.#moves.past.get(name);
    this.#recall.step({ kind: 'lost', name, open: [], answer: JSON.stringify(move) });
    return move;
  }

  #came(name: string): Move | undefined {
    const move = this.#moves.future.get(name);
    this.#recall.step({ kind: 'came', name, open: [], answer: JSON.stringify(move) });
    return move;
  }

  *diff(): Generator<void, StateDiff> {
    const { past, future, pairs, pastOf } = this.#types;
    const paired: TypePair[] = [];
    for (const name of pairs.keys()) {
      paired.push(this.#typePair(name));
      yield;
    }
    const judgedRoots = this.#judgeRoots();
    yield;
    const removed = [...past.types.values()]
      .filter((type) => !pairs.has(type.name))
      .map((type) => (this.#twins.has(type.name) ? this.#typePair(type.name) : removedType(type)));
    const added = [...future.types.values()]
      .filter((type) => !pastOf.has(type.name))
      .map((type) => this.#addedType(type));
    const types = [...paired, ...removed, ...added].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    yield;
    const roots = this.#rootPairs(types, judgedRoots);
    const functions = [...this.#functions].map(([before, after]) => ({ past: before, future: after }));
    return { past, future, types, roots, functions };
  }

  /** What changed inside a pair of object types, for a place that has no other report of it. */
  #inside(past: string): Judged {
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
    const before = this.#types.past.types.get(pastName)!;
    const paired = this.#types.pairs.get(pastName);
    const after = this.#types.future.types.get(paired ?? this.#twins.get(pastName)!)!;
    // A dictionary that is being judged is not looked into again.
    const inputs = [before, after, paired, [...this.#scope.open].join(' ')];
    this.#open.add(pastName);
    const pair = this.#recall.of(pastName, inputs, () => this.#judgePair(before, after, paired ?? pastName));
    this.#open.delete(pastName);
    this.#judged.set(pastName, pair);
    return pair;
  }

  /** `key`: a twin goes by its past name, since the future one is the key of the pair that it is like. */
  #judgePair(before: ObjectType, after: ObjectType, key: string): TypePair {
    const { own, ...inside } = judgeDeclaration(this.#scope, this.#judge, before, after);
    // No object is of an abstract class: its fields are judged in its subclasses, where those are known.
    const fields = before.abstract && before.subtypes.length > 0 ? [] : this.#fieldPairs(before, after);
    const verdict = worst([own.verdict, ...fields.map((field) => field.verdict)]);
    return { key, past: before, future: after, verdict, own, fields, ...inside };
  }

  #fieldPairs(before: ObjectType, after: ObjectType): FieldPair[] {
    const { pairs, removed, added } = this.#fields.get(before.name) ?? pairFields(before, after);
    const names = candidatesOf(removed, fittingFields(oncePerPrimitive(this.#judge), removed, added));
    const judged: FieldPair[] = [
      ...pairs.map((pair) => judgeFieldPair(this.#scope, this.#judge, pair, before, after)),
      ...removed.map((field) => {
        const move = this.#lost(`${before.name}.${field.name}`);
        return judgeRemovedField(field, move, names.future.get(field) ?? []);
      }),
      ...added.map((field) => {
        const move = this.#came(`${after.name}.${field.name}`);
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

  #judgeRoots(): Judgement[] {
    return this.#roots.pairs.map(([past, future]) =>
      this.#recall.of(`${past.name} ${future.name}`, [past, future], () =>
        judgeRootPair(this.#scope, this.#judge, past, future),
      ),
    );
  }

  #rootPairs(types: readonly TypePair[], judged: readonly Judgement[]): RootPair[] {
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
      ...pairs.map(([past, future], index) => close(past, future, judged[index]!)),
      ...removed.map((root) => close(root, null, judgeRemovedRoot(names.future.get(root) ?? []))),
      ...added.map((root) => {
        const move = this.#moves.future.get(root.name);
        return close(null, root, judgeAddedRoot(root, this.#types.future, move, names.past.get(root) ?? []));
      }),
    ];
  }
}

/** What a judgement says of what holds the judged. */
const textOf = ({ verdict, reason }: Judged): string => `${verdict} ${reason}`;

/** Names of the object types that state holds strongly. */
const heldTypes = oncePer((model: StateModel): ReadonlySet<string> => {
  const roots = model.roots.map((root) => root.type);
  return reachedTypes(model, roots, { weak: false });
});

const mentionedIn = oncePer((root: StateRoot): ReadonlySet<string> => mentionedTypes([root.type]));

/** The worst of everything that a root reaches in either version. */
function reached(verdicts: Verdicts, past: StateRoot | null, future: StateRoot | null): Verdict {
  const before = past ? mentionedIn(past) : [];
  const after = future ? mentionedIn(future) : [];
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
