import { inProgram, programGlobal } from '../program-realm.ts';
import type { Inside } from './kinds.ts';

/** The inside of an error: its stack, or null where code of the program might run for it. */
export function insideOfError(error: Error, keys: readonly (string | symbol)[]): Inside {
  const fields = keys.filter((key) => key !== 'stack');
  const stack = isFormattedByRuntime() && HEADING.every((key) => isPlainText(error, key)) ? stackOf(error) : null;
  return { kind: 'error', keys: fields, data: typeof stack === 'string' ? stack : null };
}

/** What the first line of a stack is made of. */
const HEADING = ['name', 'message'];

/** What is made into text by code that may be the program's. */
const HAS_CODE: ReadonlySet<string> = new Set(['object', 'function']);

/**
 * A stack is formatted when somebody first looks at it, by `Error.prepareStackTrace`: Node has a function of its own there,
 * and a program may have put another in its place.
 */
function isFormattedByRuntime(): boolean {
  const preparation = Object.getOwnPropertyDescriptor(programGlobal('Error'), 'prepareStackTrace');
  if (preparation?.get !== undefined) return false;
  const { value } = preparation ?? { value: undefined };
  return value === undefined || (typeof value === 'function' && OWN_TEXT.test(Function.prototype.toString.call(value)));
}

const OWN_TEXT =
  /^function ErrorPrepareStackTrace\(error, trace\) \{\s*return internalPrepareStackTrace\(error, trace\);\s*\}$/;

/** Whether a property has a primitive value, its own or inherited, for which no getter runs. */
function isPlainText(error: object, key: string): boolean {
  for (let at: object | null = error; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const property = Object.getOwnPropertyDescriptor(at, key);
    if (property === undefined) continue;
    return property.get === undefined && !HAS_CODE.has(typeof property.value);
  }
  return true;
}

function stackOf(error: Error): unknown {
  const own = Object.getOwnPropertyDescriptor(error, 'stack');
  if (own?.get === undefined) return own?.value;
  nativeStack ??= Object.getOwnPropertyDescriptor(inProgram(SOME_ERROR), 'stack')?.get;
  return own.get === nativeStack ? error.stack : null;
}

const SOME_ERROR = '(() => { try { null.stack; } catch (error) { return error; } })()';
let nativeStack: unknown;
