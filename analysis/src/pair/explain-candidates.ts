import type { CandidateEvidence, FieldPair, Judgement, RootPair, StateDiff } from '../state-diff.ts';
import type { StateField, StateModel, StateRoot } from '../state-model.ts';
import { typeKey } from '../type-key.ts';
import { sameWords, similarNames } from './similar-names.ts';
import { findUses, type Uses } from './uses.ts';

/** The sources of both versions, for how their code uses a name. */
export interface SourceTexts {
  /** Text of a module, by its name in the model; `undefined` where it cannot be read. */
  readonly past: (module: string) => string | undefined;
  readonly future: (module: string) => string | undefined;
}

/**
 * Says how likely each candidate of an undecided rename or move is, and why: by its name, its type, how the code used the
 * one before and the other after, and whether anything else fits. It only helps to choose: nothing is paired by it.
 */
export function explainCandidates(diff: StateDiff, texts: SourceTexts): StateDiff {
  const pieces = [...diff.roots, ...diff.types.flatMap(({ fields }) => fields)];
  const open = pieces.filter(isOpen);
  if (open.length === 0) return diff;
  const names = (side: 'past' | 'future') =>
    new Set(open.flatMap((pair) => (pair[side] ? [lastName(pair[side].name)] : pair.candidates!.map(lastName))));
  const uses = {
    past: findUses(textsOf(diff.past, texts.past), names('past')),
    future: findUses(textsOf(diff.future, texts.future), names('future')),
  };
  const explain = <T extends Pair>(pair: T, siblings: readonly Pair[]): T =>
    isOpen(pair) ? { ...pair, evidence: pair.candidates!.map((name) => evidenceOf(pair, name, siblings, uses)) } : pair;
  return {
    ...diff,
    roots: diff.roots.map((pair) => explain(pair, diff.roots)),
    types: diff.types.map((type) => ({ ...type, fields: type.fields.map((pair) => explain(pair, type.fields)) })),
  };
}

type Pair = FieldPair | RootPair;
type Piece = StateField | StateRoot;

/** A removed or an added piece that may be a part of a pair. */
const isOpen = (pair: Pair): boolean =>
  pair.verdict === 'choose' && (pair.past === null) !== (pair.future === null) && pair.candidates !== undefined;

function* textsOf({ modules }: StateModel, read: SourceTexts['past']): Iterable<string> {
  for (const { name } of modules) {
    const text = read(name);
    if (text !== undefined) yield text;
  }
}

/** How much each sign counts. Names and uses say most; a type such as string fits many. */
const WEIGHTS = { name: 0.35, type: 0.2, use: 0.35, alone: 0.1 } as const;

function evidenceOf(
  pair: Pair,
  name: string,
  siblings: readonly Pair[],
  uses: { readonly past: Uses; readonly future: Uses },
): CandidateEvidence {
  const piece = (pair.past ?? pair.future)!;
  const other = siblings.map((each) => (pair.past ? each.future : each.past)).find((each) => each?.name === name);
  const [before, after] = pair.past ? [piece.name, name] : [name, piece.name];
  const signs = [
    nameSign(before, after),
    typeSign(piece, other ?? null),
    useSign(before, after, uses),
    aloneSign(pair),
  ];
  const known = signs.filter((sign) => sign !== null);
  const weight = known.reduce((sum, sign) => sum + WEIGHTS[sign.of], 0);
  const score = known.reduce((sum, sign) => sum + WEIGHTS[sign.of] * sign.score, 0);
  return {
    name,
    confidence: Math.round((score / weight) * 100) / 100,
    because: known.flatMap((sign) => (sign.because === '' ? [] : [sign.because])),
  };
}

/** One sign for or against a pair: `score` from 0 to 1. */
interface Sign {
  readonly of: keyof typeof WEIGHTS;
  readonly score: number;
  readonly because: string;
}

function nameSign(before: string, after: string): Sign {
  const [a, b] = [lastName(before), lastName(after)];
  if (a === b) return { of: 'name', score: 1, because: 'the same name' };
  if (sameWords(a, b)) return { of: 'name', score: 0.95, because: 'the same words in the name' };
  return similarNames(a, b)
    ? { of: 'name', score: 0.7, because: 'a similar name' }
    : { of: 'name', score: 0, because: '' };
}

/** The judge has found that the types convert, or the name is alike; an equal type is more than that. */
function typeSign(piece: Piece, other: Piece | null): Sign | null {
  if (!other) return null;
  if (typeKey(piece.type) !== typeKey(other.type)) return { of: 'type', score: 0.3, because: '' };
  return { of: 'type', score: 1, because: 'the same type' };
}

function useSign(before: string, after: string, uses: { readonly past: Uses; readonly future: Uses }): Sign | null {
  const past = uses.past.get(lastName(before)) ?? new Set();
  const future = uses.future.get(lastName(after)) ?? new Set();
  const all = new Set([...past, ...future]);
  if (all.size === 0) return null;
  const shared = [...past].filter((use) => future.has(use));
  const functions = [...new Set(shared.map((use) => use.slice(0, use.indexOf(':'))))];
  const shown = `${functions.slice(0, 3).join(', ')}${functions.length > 3 ? ' and more' : ''}`;
  const because = shared.length === 0 ? '' : `used in the same way in ${shown}`;
  return { of: 'use', score: shared.length / all.size, because };
}

function aloneSign({ candidates }: Judgement): Sign {
  const isAlone = candidates!.length === 1;
  return { of: 'alone', score: isAlone ? 1 : 0, because: isAlone ? 'nothing else fits' : '' };
}

const lastName = (name: string): string => name.replace(/^.*[.#](?=#?[^.#]*$)/s, '');
