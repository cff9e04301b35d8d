import type { Conversion } from '../conversion.ts';
import type { StateType } from '../state-model.ts';
import { typeKey } from '../type-key.ts';
import { judgeContainerChange, judgeSameContainer } from './containers.ts';
import { judgeFunctions } from './functions.ts';
import { type Judged, manual } from './judged.ts';
import { judgeObjects } from './objects.ts';
import { judgeScalars } from './scalars.ts';
import { holdsItself, membersOf, type Scope } from './scope.ts';
import { judgeUnions } from './unions.ts';
import { judgeUnmovable } from './unmovable.ts';
import { shapeOf, testOf } from './values.ts';

export type JudgeTypes = (past: StateType, future: StateType) => Judged;

/** Judges the type of a field or root by the most specific rule that fits; what fits none is manual. */
export function judgePlace(scope: Scope, past: StateType, future: StateType): Judged {
  const judged = judgeTypes(scope, past, future);
  if (judged.conversion === null || !holdsItself(scope.past.types, past)) return judged;
  if (['keep', 'widen', 'narrow'].includes(judged.conversion.kind)) return judged;
  if (judged.verdict === 'auto' && isWidening(judged.conversion)) {
    const back = testOf(scope.past.types, past);
    return { ...judged, conversion: { kind: 'widen', shape: { kind: 'value' }, back } };
  }
  return manual('The type holds itself, and what it holds is converted; write a mapper that goes through it.');
}

/** Whether every value inside is carried as it is, under types that only gained members. */
function isWidening(conversion: Conversion): boolean {
  switch (conversion.kind) {
    case 'keep':
    case 'widen':
      return true;
    case 'array':
    case 'set':
      return isWidening(conversion.element);
    case 'map':
      return isWidening(conversion.key) && isWidening(conversion.value);
    case 'record':
      return isWidening(conversion.value);
    case 'nullable':
      return isWidening(conversion.of);
    case 'union':
      return conversion.variants.every((variant) => isWidening(variant.of));
    default:
      return false;
  }
}

/** A pair of types anywhere inside a place. */
export function judgeTypes(scope: Scope, past: StateType, future: StateType): Judged {
  const judge: JudgeTypes = (from, to) => judgeTypes(scope, from, to);
  return (
    judgeOpaque(scope, past, future) ??
    (isOpen(past) || isOpen(future) ? judgeUnions(scope, judge, past, future) : judgeSingle(scope, judge, past, future))
  );
}

/** One type that is no union, against another. */
export function judgeSingle(scope: Scope, judge: JudgeTypes, past: StateType, future: StateType): Judged {
  return (
    judgeUnmovable(scope, past, future) ??
    judgeFunctions(scope, past, future) ??
    judgeUnchanged(scope, past, future) ??
    judgeSameContainer(scope, judge, past, future) ??
    judgeScalars(past, future) ??
    judgeContainerChange(scope, judge, past, future) ??
    judgeObjects(scope, past, future) ??
    manual('The old and the new type have nothing in common; write a mapper.')
  );
}

const isOpen = (type: StateType): boolean => ['union', 'literal', 'enum', 'template'].includes(type.kind);

/** Rule: `any`, `unknown` and `object` on either side are lossy, unchanged or not; a type that is not found is manual. */
function judgeOpaque(scope: Scope, past: StateType, future: StateType): Judged | undefined {
  const opaque = [...membersOf(past), ...membersOf(future)].filter((member) => member.kind === 'opaque');
  if (opaque.length === 0) return undefined;
  if (opaque.some((member) => member.name === 'unresolved')) {
    return manual('The type cannot be resolved; install the dependencies, or correct the import.');
  }
  if (past.kind === 'opaque' && past.name === 'never') return judgeNever(scope, past);
  if (opaque.every((member) => member.name === 'never')) return undefined;
  const reason = 'Values are walked as they are found and cannot be verified against a type; give it one.';
  return { verdict: 'lossy', reason, conversion: { kind: 'keep', shape: shapeOf(scope, past) } };
}

/** No value is of the type `never`, so an empty list may become a list of anything. */
function judgeNever(scope: Scope, past: StateType): Judged {
  const conversion = { kind: 'keep', shape: shapeOf(scope, past) } as const;
  return { verdict: 'auto', reason: 'There are no past values of this type.', conversion };
}

/** Leaves whose type is the same in both versions. */
function judgeUnchanged(scope: Scope, past: StateType, future: StateType): Judged | undefined {
  const leaves = ['primitive', 'template', 'literal', 'date', 'opaque', 'recursive'];
  const isLeaf = leaves.includes(past.kind) || (past.kind === 'builtin' && past.arguments.length === 0);
  if (!isLeaf || typeKey(past) !== typeKey(future)) return undefined;
  const brand = past.kind === 'primitive' && future.kind === 'primitive' && past.brand !== future.brand;
  const reason = brand
    ? 'Only the brand changed, which does not exist at run time; check that the meaning is still the same.'
    : 'The type did not change.';
  return { verdict: 'same', reason, conversion: { kind: 'keep', shape: shapeOf(scope, past) } };
}
