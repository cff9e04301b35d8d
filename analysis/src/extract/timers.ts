import { ts } from 'ts-morph';
import type { StateType } from '../state-model.ts';

/**
 * The handle that a timer function gives, where its type is not known because Node's declarations are missing: by the
 * spelling of the declared type, or by the call that initialises it. Any other type is returned as it is.
 */
export function timerOr(type: StateType, declaration: ts.Node | undefined): StateType {
  if (type.kind !== 'opaque' || (type.name !== 'any' && type.name !== 'unresolved')) return type;
  const { type: node, initializer } = (declaration ?? {}) as { type?: ts.Node; initializer?: ts.Expression };
  const isTyped =
    node !== undefined &&
    /\btypeof (setTimeout|setInterval|setImmediate)\b|\bNodeJS\.(Timeout|Timer|Immediate)\b/.test(node.getText());
  const callee = initializer && ts.isCallExpression(initializer) ? initializer.expression.getText() : '';
  const isMade = /^(globalThis\.)?(setTimeout|setInterval|setImmediate)$/.test(callee);
  if (!isTyped && !isMade) return type;
  return { kind: 'unmovable', name: 'Timeout', why: 'it stands for a running timer' };
}
