import type { FieldPlan, TypePlan } from '@timeferry/analysis/transfer-plan';
import { initializerKey } from '../../initializer-key.ts';
import { define } from './define-field.ts';
import { privateField } from './private-fields.ts';
import type { Transfer } from './transfer.ts';

/** Gives each new field of an object the value that the new version's own initializer gives it. */
export function giveInitial(target: object, type: TypePlan, transfer: Transfer): void {
  for (const field of type.fields) {
    if (field.how !== 'new' || field.future === null || field.initializer === null) continue;
    // An allocated instance has run its class's initializers, in their own scope; so has what start-up made.
    if (Object.hasOwn(target, field.future) || isPrivate(transfer, target, field.future)) continue;
    define(target, field.future, evaluate(field, type.key, transfer), 0);
  }
}

/** What the initializer of a field gives, for a mapper. */
export function initialValue(target: object, type: TypePlan, name: string, transfer: Transfer): unknown {
  const hash = isPrivate(transfer, target, name);
  if (hash) return hash.read(target);
  if (Object.hasOwn(target, name)) return (target as Record<string, unknown>)[name];
  const field = type.fields.find((one) => one.future === name);
  return field?.initializer ? evaluate(field, type.key, transfer) : undefined;
}

function isPrivate(transfer: Transfer, target: object, name: string) {
  return name.startsWith('#') ? privateField(transfer, target, name) : undefined;
}

/** The function that gives a new field its first value. */
export function initializerOf(field: FieldPlan, type: string, transfer: Transfer): () => unknown {
  return transfer.initializers.get(initializerKey(type, field.future!)) ?? (() => evaluate(field, type, transfer));
}

/** Without the scope of its class, an initializer must be closed: literals, globals and `new` of globals. */
function evaluate(field: FieldPlan, type: string, { initializers }: Transfer): unknown {
  const inScope = initializers.get(initializerKey(type, field.future!));
  if (inScope) return inScope();
  try {
    return compiled(field.initializer!)();
  } catch (error) {
    throw new Error(
      `The initializer of ${type}.${field.future} (${field.initializer}) cannot be evaluated: ${String(error)}`,
    );
  }
}

const functions = new Map<string, () => unknown>();

function compiled(initializer: string): () => unknown {
  let evaluated = functions.get(initializer);
  if (evaluated === undefined) {
    evaluated = process.getBuiltinModule('node:vm').runInThisContext(`() => (${initializer})`) as () => unknown;
    functions.set(initializer, evaluated);
  }
  return evaluated;
}
