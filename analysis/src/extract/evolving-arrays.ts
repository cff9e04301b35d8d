import { ts } from 'ts-morph';
import type { StateType } from '../state-model.ts';
import { bare } from './scopes.ts';

/** `let all = []` holds whatever the program puts there, though its declaration counts as `never[]`. */
export function evolvingArrayOr(type: StateType, declaration: ts.Node | undefined): StateType {
  const isNever = type.kind === 'array' && type.element.kind === 'opaque' && type.element.name === 'never';
  const { type: node, initializer } = (declaration ?? {}) as { type?: ts.Node; initializer?: ts.Expression };
  const isEmpty = !node && initializer !== undefined && ts.isArrayLiteralExpression(bare(initializer));
  return isNever && isEmpty ? { kind: 'array', element: { kind: 'opaque', name: 'any' } } : type;
}
