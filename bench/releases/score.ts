import type { Judgement, StateDiff } from '@timeferry/analysis/state-diff';
import type { Pair, TypeTruth } from './pair.ts';

/** How the diff of a pair compares with what a reader found; each finding is one line for people. */
export interface Score {
  /** Changes that both name. */
  readonly right: number;
  /** Changes that only the diff names, of types that the reader looked at. */
  readonly needless: readonly string[];
  /** Changes that only the reader names. */
  readonly missed: readonly string[];
  /** Changes with verdict `same` or `auto` that need their author. */
  readonly wrong: readonly string[];
  /** What lives on under another name: how much there is, and for how much of it the diff names the successor. */
  readonly moved: { readonly all: number; readonly named: number };
  /** Changes of types that the reader did not look at. */
  readonly unread: readonly string[];
}

/** A piece of state as the diff speaks of it: a field at the class that declares it, or a root. */
interface Reported {
  /** Its type in the reader's list; the empty text for roots. */
  readonly of: string;
  readonly name: string;
  readonly said: Judgement;
}

/** A change by its type and what became of the field: `Session.expires retyped`. */
type Change = string;

/** Compares the changes of fields and roots, each counted once. */
export function score({ truth, roots }: Pair, diff: StateDiff): Score {
  const lists = Object.entries({ ...truth, ...(roots && { '': roots }) });
  const reported = new Map([...fieldChanges(diff), ...rootChanges(diff)]);
  const expected = new Map(lists.flatMap(([type, of]) => expectedOf(type, of)));
  const moves = lists.flatMap(([type, of]) => movesOf(type, of));
  const neutral = new Set(moves.flatMap(({ of, from, to }) => [path(of, from), path(of, to), to]));
  const isRead = ({ of }: Reported) => (of === '' ? roots !== undefined : of in truth);
  const scored = [...reported].filter(([, each]) => isRead(each) && !neutral.has(path(each.of, each.name)));
  return {
    right: scored.filter(([change]) => expected.has(change)).length,
    needless: scored.filter(([change]) => !expected.has(change)).map(show),
    missed: [...expected.keys()].filter((change) => !reported.has(change)),
    wrong: [...reported].filter(([change, { said }]) => isWrong(said, expected.get(change))).map(show),
    moved: { all: moves.length, named: moves.filter((move) => isNamed(move, diff, reported)).length },
    unread: [...reported].filter(([, each]) => !isRead(each)).map(show),
  };
}

const path = (of: string, name: string): string => (of === '' ? name : `${of}.${name}`);

const show = ([change, { said }]: readonly [Change, Reported]): string => `${change} (${said.verdict}): ${said.reason}`;

const CHANGES = ['added', 'removed', 'retyped'] as const;

function fieldChanges({ types }: StateDiff): (readonly [Change, Reported])[] {
  const paired = types.filter(({ past, future }) => past && future);
  return paired.flatMap(({ future, fields }) =>
    fields.flatMap((said) => {
      const field = (said.future ?? said.past)!;
      const of = localName(field.declaredIn ?? future!.name);
      return reportOf(of, field.name, said);
    }),
  );
}

function rootChanges({ roots }: StateDiff): (readonly [Change, Reported])[] {
  return roots.flatMap((said) => reportOf('', (said.future ?? said.past)!.name, said));
}

function reportOf(of: string, name: string, said: Judgement): (readonly [Change, Reported])[] {
  const isChange = CHANGES.some((change) => change === said.change);
  return isChange ? [[`${path(of, name)} ${said.change}`, { of, name, said }]] : [];
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

type Expected = readonly [Change, { readonly mayBeAuto: boolean }];

/** A name that ends in `?` may be `auto`: the new version leaves it out, or takes every old value. */
function expectedOf(type: string, truth: TypeTruth): Expected[] {
  return CHANGES.flatMap((change) =>
    (truth[change] ?? []).map((name): Expected => {
      const mayBeAuto = name.endsWith('?');
      return [`${path(type, name.replace(/\?$/, ''))} ${change}`, { mayBeAuto }];
    }),
  );
}

function isWrong({ verdict }: Judgement, expected: Expected[1] | undefined): boolean {
  return expected !== undefined && (verdict === 'same' || (verdict === 'auto' && !expected.mayBeAuto));
}

interface Move {
  readonly of: string;
  readonly from: string;
  readonly to: string;
}

const movesOf = (of: string, { moved = {} }: TypeTruth): Move[] =>
  Object.entries(moved).map(([from, to]) => ({ of, from, to }));

/** Whether the diff pairs a piece with its successor, or offers it. */
function isNamed({ of, from, to }: Move, diff: StateDiff, reported: ReadonlyMap<Change, Reported>): boolean {
  const offers = (name: string, change: string) => reported.get(`${name} ${change}`)?.said.candidates ?? [];
  const isOffered =
    offers(path(of, from), 'removed').some((name) => endsWith(name, to)) ||
    [path(of, to), to].some((name) => offers(name, 'added').some((each) => endsWith(each, from)));
  const pairs = of === '' ? diff.roots : diff.types.flatMap(({ fields }) => fields);
  return isOffered || pairs.some(({ past, future }) => past?.name === from && future?.name === to);
}

const endsWith = (name: string, end: string): boolean =>
  name === end || (/[.#]$/.test(name.slice(0, -end.length)) && name.endsWith(end));
