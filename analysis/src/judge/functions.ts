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
  const counterparts = past.named.map((name) => [name, counterpartOf(scope, name, future.named)] as const);
  const gone = counterparts.flatMap(([name, now]) => (now === undefined ? [name] : []));
  if (gone.length > 0) {
    return refused(
      `${gone.join(', ')} has no counterpart in the new code; keep a function of that name, or say what replaces it.`,
    );
  }
  for (const [name, now] of counterparts) if (now !== undefined && now !== name) scope.noteFunction(name, now);
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

/**
 * What a function or method that the past program stores is called in the new one: the same, in a renamed module or class
 * too, or, where that is gone, the one new function of its name that the new program stores at the same place.
 */
function counterpartOf(scope: Scope, name: string, stored: readonly string[]): string | undefined {
  const isThere = (each: string) => scope.future.callables?.has(each) ?? false;
  const kept = [scope.futureName(name), inRenamedClass(scope, name)].find(
    (each) => each !== undefined && isThere(each),
  );
  if (kept !== undefined) return kept;
  const moved = stored.filter((each) => localName(each) === localName(name) && isThere(each) && isNew(scope, each));
  return moved.length === 1 ? moved[0] : undefined;
}

function inRenamedClass(scope: Scope, name: string): string | undefined {
  const at = name.lastIndexOf('.');
  const owner = at > name.indexOf('#') ? scope.pairs.get(name.slice(0, at)) : undefined;
  return owner === undefined ? undefined : owner + name.slice(at);
}

function isNew({ past, futureName }: Scope, name: string): boolean {
  return ![...(past.callables ?? [])].some((each) => futureName(each) === name);
}

const localName = (name: string): string => name.slice(name.indexOf('#') + 1);
