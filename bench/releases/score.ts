import type { FieldPair, StateDiff } from '@timeferry/analysis/state-diff';
import type { Pair, TypeTruth } from './pair.ts';

/** How the diff of a pair compares with what a reader found; each finding is one line for people. */
export interface Score {
  /** Changes that both name. */
  readonly right: number;
  /** Changes that only the diff names, of types that the reader looked at. */
  readonly needless: readonly string[];
  /** Changes that only the reader names. */
  readonly missed: readonly string[];
  /** Fields with verdict `same` or `auto` that need their author, or were given to the wrong successor. */
  readonly wrong: readonly string[];
  /** Fields that live on under another name: how many there are, and for how many the diff names the successor. */
  readonly moved: { readonly all: number; readonly named: number };
  /** Changes of types that the reader did not look at. */
  readonly unread: readonly string[];
}

/** A field of a class as the diff speaks of it. `auto` marks a change that needs nobody. */
interface Reported {
  readonly type: string;
  readonly field: string;
  readonly change: 'added' | 'removed' | 'retyped';
  readonly pair: FieldPair;
}

/** Compares the changes of fields, each counted once at the class that declares it. */
export function score({ truth }: Pair, diff: StateDiff): Score {
  const reported = changesOf(diff);
  const expected = new Map(Object.entries(truth).flatMap(([type, of]) => expectedOf(type, of)));
  const moved = Object.entries(truth).flatMap(([type, of]) => movesOf(type, of));
  const neutral = new Set(moved.flatMap(({ type, from, to }) => [`${type}.${from}`, `${type}.${to}`]));
  const scored = [...reported].filter(([, { type, field }]) => type in truth && !neutral.has(`${type}.${field}`));
  const unread = [...reported].filter(([, { type }]) => !(type in truth));
  return {
    right: scored.filter(([key]) => expected.has(key)).length,
    needless: scored.filter(([key]) => !expected.has(key)).map(show),
    missed: [...expected.keys()].filter((key) => !reported.has(key)),
    wrong: [...reported].filter(([key, { pair }]) => isWrong(pair, expected.get(key))).map(show),
    moved: { all: moved.length, named: moved.filter((move) => isNamed(move, diff, reported)).length },
    unread: unread.map(show),
  };
}

const show = ([key, { pair }]: readonly [string, Reported]): string => `${key} (${pair.verdict}): ${pair.reason}`;

/** Every reported change by `Type.field change`. */
function changesOf(diff: StateDiff): Map<string, Reported> {
  const found = new Map<string, Reported>();
  for (const { past, future, fields } of diff.types) {
    if (!past || !future) continue;
    for (const pair of fields) {
      const { change } = pair;
      if (change !== 'added' && change !== 'removed' && change !== 'retyped') continue;
      const field = (pair.future ?? pair.past)!;
      const type = localName(field.declaredIn ?? future.name);
      found.set(`${type}.${field.name} ${change}`, { type, field: field.name, change, pair });
    }
  }
  return found;
}

/** `Class` of `module#Class<string>`, `Ns.Class.field` of an anonymous type there. */
function localName(name: string): string {
  let text = name.slice(name.indexOf('#') + 1);
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/<[^<>]*>/g, '');
  }
  return text;
}

type Expected = readonly [string, { readonly mayBeAuto: boolean }];

/** A field name that ends in `?` may be `auto`: the new version leaves it out, or takes every old value. */
function expectedOf(type: string, { added = [], removed = [], retyped = [] }: TypeTruth): Expected[] {
  const entries = (fields: readonly string[], change: string): Expected[] =>
    fields.map((field) => [`${type}.${field.replace(/\?$/, '')} ${change}`, { mayBeAuto: field.endsWith('?') }]);
  return [...entries(added, 'added'), ...entries(removed, 'removed'), ...entries(retyped, 'retyped')];
}

function isWrong({ verdict }: FieldPair, expected: Expected[1] | undefined): boolean {
  return expected !== undefined && (verdict === 'same' || (verdict === 'auto' && !expected.mayBeAuto));
}

interface Move {
  readonly type: string;
  readonly from: string;
  readonly to: string;
}

const movesOf = (type: string, { moved = {} }: TypeTruth): Move[] =>
  Object.entries(moved).map(([from, to]) => ({ type, from, to }));

/** Whether the diff pairs a field with its successor, or offers it. */
function isNamed({ type, from, to }: Move, diff: StateDiff, reported: ReadonlyMap<string, Reported>): boolean {
  const [removed, added] = [reported.get(`${type}.${from} removed`), reported.get(`${type}.${to} added`)];
  const isOffered =
    removed?.pair.candidates?.some((name) => name === to || name.endsWith(`.${to}`)) ||
    added?.pair.candidates?.some((name) => name === from || name.endsWith(`.${from}`));
  if (isOffered) return true;
  return diff.types.some(({ fields }) => fields.some(({ past, future }) => past?.name === from && future?.name === to));
}
