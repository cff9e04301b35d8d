import type { StateType } from '../state-model.ts';
import { typeKey } from '../type-key.ts';
import { type Judged, refused } from './judged.ts';
import type { Scope } from './scope.ts';

type FunctionType = Extract<StateType, { kind: 'function' }>;

/**
 * Rules: named functions, methods and closures that start-up makes are same, rebound to the new program's own; closures
 * made later are lossy while their place captures the same; everything else is refused.
 */
export function judgeFunctions(scope: Scope, past: StateType, future: StateType): Judged | undefined {
  if (past.kind !== 'function' || future.kind !== 'function') return undefined;
  if (past.origin === 'unknown') {
    return refused(
      'The sources do not tell where these functions come from; store named functions of the program instead.',
    );
  }
  const gone = past.named.filter((name) => !hasFunction(scope, name));
  if (gone.length > 0) {
    return refused(
      `${gone.join(', ')} has no counterpart in the new code; keep a function of that name, or say what replaces it.`,
    );
  }
  const places = new Map(future.closures.map((closure) => [closure.place, closure]));
  for (const closure of past.closures) {
    const counterpart = places.get(scope.futureName(closure.place));
    if (!counterpart)
      return refused(
        `The closure made in ${closure.place} has no counterpart in the new code; store a named function instead.`,
      );
    if (capturesKey(scope, closure.captures, true) !== capturesKey(scope, counterpart.captures, false)) {
      return refused(
        `The closure made in ${closure.place} captures other variables than before; store a named function with its data instead.`,
      );
    }
  }
  const conversion = { kind: 'keep', shape: { kind: 'value' } } as const;
  if (past.closures.length > 0) {
    const reason =
      'Closures made after start-up are rebuilt from the new code with their captured values; the report names them.';
    return { verdict: 'lossy', reason, conversion };
  }
  return { verdict: 'same', reason: "Rebound to the new program's own functions.", conversion };
}

function capturesKey(scope: Scope, captures: FunctionType['closures'][number]['captures'], isPast: boolean): string {
  const rename = (name: string) => (isPast ? (scope.pairs.get(name) ?? `gone ${name}`) : name);
  return captures
    .map((capture) => `${capture.name}:${typeKey(capture.type, rename)}`)
    .toSorted()
    .join();
}

function hasFunction(scope: Scope, name: string): boolean {
  return scope.future.callables?.has(scope.futureName(name)) ?? false;
}
