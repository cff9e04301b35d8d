import { sameShape } from '../pair/same-shape.ts';
import { localName } from '../pair/types.ts';
import type { ObjectType, StateType } from '../state-model.ts';
import { choose, type Judged, manual } from './judged.ts';
import { futureType, type Lookup, pastType, type Scope } from './scope.ts';
import { shapeOf, testOf } from './values.ts';

/**
 * Rules: a change inside a named object type is reported at that type, so a reference to it is same; one inside an
 * anonymous type is reported where it stands. Types that were not paired are the same only where their shapes are.
 */
export function judgeObjects(scope: Scope, past: StateType, future: StateType): Judged | undefined {
  if (past.kind === 'builtin' && future.kind === 'builtin' && past.name === future.name) return undefined;
  if (past.kind !== 'object' || future.kind !== 'object') return undefined;
  const before = pastType(scope, past.type);
  const after = futureType(scope, future.type);
  if (!before || !after) return manual('The declaration of this type could not be read.');
  const keep = { kind: 'keep', shape: shapeOf(scope, past) } as const;
  if (scope.pairs.get(past.type) === future.type) {
    const isReportedThere = isNamed(before) && isNamed(after) && localName(before.name) === localName(after.name);
    if (isReportedThere)
      return { verdict: 'same', reason: 'What changed inside is reported at the type.', conversion: keep };
    return { ...scope.inside(past.type, future.type), conversion: keep };
  }
  return judgeUnpaired(scope, before, after, past);
}

function judgeUnpaired(scope: Scope, before: ObjectType, after: ObjectType, past: StateType): Judged {
  const shape = shapeOf(scope, past);
  const stays = scope.pairs.get(before.name);
  if (stays !== undefined && descends(scope.future.types, stays, after.name)) {
    const back = testOf(scope.future.types, { kind: 'object', type: stays });
    return {
      verdict: 'auto',
      reason: `Every ${short(before)} is a ${short(after)}.`,
      conversion: { kind: 'widen', shape, back },
    };
  }
  const was = scope.pastOf.get(after.name);
  if (was !== undefined && descends(scope.past.types, was, before.name)) {
    const guard = testOf(scope.past.types, { kind: 'object', type: was });
    const reason = `Only ${short(after)} remains of ${short(before)}; a guard counts the others.`;
    return { verdict: 'lossy', reason, conversion: { kind: 'narrow', shape, guard } };
  }
  const isSame = sameShape(scope, before.name, after.name, true);
  const hasClass = before.declaredAs === 'class' || after.declaredAs === 'class';
  if (isSame && !hasClass) {
    scope.noteTwin(before.name, after.name);
    return { verdict: 'same', reason: 'Another name for the same fields.', conversion: { kind: 'keep', shape } };
  }
  if (isSame || similarity(before, after) >= 0.5) {
    return choose(
      `${short(before)} is gone and ${short(after)} looks like it; declare @renamedFrom or write a mapper.`,
      [after.name],
    );
  }
  return manual(`${short(before)} and ${short(after)} are different types; write a mapper.`);
}

/** Share of field names that two types have in common. */
export function similarity(a: ObjectType, b: ObjectType): number {
  const names = new Set(a.fields.map((field) => field.name));
  const shared = b.fields.filter((field) => names.has(field.name)).length;
  const all = a.fields.length + b.fields.length - shared;
  return all === 0 ? 0 : shared / all;
}

function descends(types: Lookup<ObjectType>, name: string | undefined, base: string): boolean {
  if (name === undefined || name === base) return false;
  const waiting = [base];
  const seen = new Set<string>();
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const below = types.get(at)?.subtypes ?? [];
    if (below.includes(name)) return true;
    waiting.push(...below);
  }
  return false;
}

/** A type whose changes are reported under its own name. */
export const isNamed = (type: ObjectType): boolean => type.declaredAs !== 'anonymous';

const short = (type: ObjectType) => type.name.slice(type.name.indexOf('#') + 1);
