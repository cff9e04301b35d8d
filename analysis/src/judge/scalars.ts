import type { Scalar } from '../conversion.ts';
import type { LiteralValue } from '../shape.ts';
import type { StateType } from '../state-model.ts';
import { choose, type Judged } from './judged.ts';

/** Conversions that hold for every past value, with an exact inverse. */
const TOTAL: Readonly<Record<string, string>> = {
  'bigint string': 'every bigint has its own decimal text',
  'boolean string': 'true and false have their own words',
  'boolean bit': 'true is 1 and false is 0',
  'bit boolean': '1 is true and 0 is false',
  'boolean number': 'true is 1 and false is 0',
  'boolean bigint': 'true is 1n and false is 0n',
};

/** Conversions that some past values break; the guard names those. */
const GUARDED: Readonly<Record<string, string>> = {
  'number bigint': '1.5, NaN, Infinity and -0 have no bigint',
  'number string': '-0 becomes "0", and text such as "007" cannot come back',
  'number boolean': 'only 0 and 1 have a boolean',
  'string number': 'text that is no number, or "007", does not come back as it was',
  'string bigint': 'text that is no whole decimal number has no bigint',
  'string boolean': 'only "true" and "false" have a boolean',
  'bigint boolean': 'only 0n and 1n have a boolean',
  'bigint number': 'beyond 2^53 digits are lost',
  'date iso': 'an invalid Date has no ISO form',
  'iso date': 'text that is not exactly an ISO date does not come back as it was',
};

/** `Date` to and from a number: the unit is not in the type. */
const UNITS = new Set(['date number', 'number date', 'date bigint', 'bigint date']);

/**
 * Rules: `number -> bigint`, `number -> string`, `Date -> ISO string`, `string -> number` are lossy; total, reversible
 * retypes such as `bigint -> string` and `boolean -> 0 | 1` are auto; `Date <-> epoch number` is a choice.
 */
export function judgeScalars(past: StateType, future: StateType): Judged | undefined {
  const from = scalarOf(past, future);
  const to = scalarOf(future, past);
  if (!from || !to) return undefined;
  const key = `${from} ${to}`;
  if (UNITS.has(key)) {
    return choose('Milliseconds or seconds is not in the type; choose the unit.', ['milliseconds', 'seconds']);
  }
  const total = TOTAL[key];
  if (total) {
    return { verdict: 'auto', reason: `Converted both ways: ${total}.`, conversion: { kind: 'scalar', from, to } };
  }
  const guarded = GUARDED[key];
  if (!guarded) return undefined;
  const reason = `Converted with a guard: ${guarded}; rehearse to see whether live values break it.`;
  return { verdict: 'lossy', reason, conversion: { kind: 'scalar', from, to } };
}

/** Literals of one kind that become another scalar: auto where each of them has its own value there. */
export function judgeClosedScalars(past: readonly StateType[], future: readonly StateType[]): Judged | undefined {
  const values = past.flatMap((member) => (member.kind === 'literal' ? [member.value] : []));
  const [first] = values;
  const [only] = future;
  const from = typeof first;
  if (values.length < past.length || future.length !== 1 || only?.kind !== 'primitive') return undefined;
  if ((from !== 'number' && from !== 'string') || values.some((value) => typeof value !== from)) return undefined;
  const judged = judgeScalars({ kind: 'primitive', name: from }, only);
  const surviving = values.filter((value) => survives(value, only.name));
  if (judged?.verdict !== 'lossy' || surviving.length === 0) return undefined;
  const pairs = surviving.map((value) => ({ past: value, future: convertedTo(only.name, value) }));
  const conversion = { kind: 'literals', pairs } as const;
  if (surviving.length < values.length) return { ...judged, conversion };
  return { verdict: 'auto', reason: 'Each of the past values has its own counterpart, and comes back.', conversion };
}

function convertedTo(to: string, value: LiteralValue): LiteralValue {
  if (to === 'bigint') return { bigint: String(value) };
  return to === 'number' ? Number(value) : String(value);
}

/** Whether one value comes back equal from a conversion to another scalar. */
function survives(value: LiteralValue, to: string): boolean {
  if (typeof value === 'number') return !Object.is(value, -0) && (to === 'string' || Number.isSafeInteger(value));
  if (to === 'number') return String(Number(value)) === value;
  return to === 'bigint' && typeof value === 'string' && /^(?:0|-?[1-9]\d*)$/.test(value);
}

function scalarOf(type: StateType, other: StateType): Scalar | undefined {
  if (isBit(type)) return 'bit';
  if (type.kind === 'date') return 'date';
  if (type.kind !== 'primitive') return undefined;
  if (type.name === 'string') return other.kind === 'date' ? 'iso' : 'string';
  return type.name === 'number' || type.name === 'bigint' || type.name === 'boolean' ? type.name : undefined;
}

/** The type `0 | 1`. */
export function isBit(type: StateType): boolean {
  if (type.kind !== 'union' || type.members.length !== 2) return false;
  const values = type.members.map((member) => (member.kind === 'literal' ? member.value : undefined));
  return values.includes(0) && values.includes(1);
}
