import type { FieldPair } from '../state-diff.ts';
import type { ObjectType } from '../state-model.ts';

/**
 * Rule: a changed field that no statement of a mapper can name is manual: one under a symbol of the program, which the
 * transfer module sees the type of only; `__proto__`, whose assignment may set the prototype instead; a #private name that
 * two classes of one chain have. Where it did not change, its value is moved without a mapper.
 */
export function judgeNameable(pair: FieldPair, past: ObjectType, future: ObjectType): FieldPair {
  const isMoved = pair.conversion !== null && pair.conversion.kind !== 'keep';
  const why = isMoved ? (whyUnnamed(pair.past!.name, past) ?? whyUnnamed(pair.future!.name, future)) : undefined;
  if (!why) return pair;
  // A value that fits the new type as it is needs no mapper.
  if (pair.conversion?.kind === 'widen') return { ...pair, conversion: { kind: 'keep', shape: pair.conversion.shape } };
  return { ...pair, verdict: 'manual', reason: `${why}; write a mapper.`, conversion: null };
}

function whyUnnamed(name: string, { fields }: ObjectType): string | undefined {
  if (/^\[(?!Symbol\.\w+\])/.test(name)) {
    return `It changed, and stands under the symbol ${name.slice(1, -1)}, found by Object.getOwnPropertySymbols only`;
  }
  if (name === '__proto__') return 'It changed, and an assignment to __proto__ may set the prototype instead';
  const isShared = name.startsWith('#') && fields.filter((field) => field.name === name).length > 1;
  return isShared ? `It changed, and a base class has a field ${name} too, which has the same name here` : undefined;
}
