import { openHiddenClasses } from './hidden-classes.ts';
import { isIndexOrLength } from './kinds.ts';

/** Listing the keys of longer views lists millions of elements, so it is done for the first of a hidden class only. */
const SHORT = 65_536;

let classes: ReturnType<typeof openHiddenClasses> | undefined;
/** Views without fields of their own. */
const bare: object[] = [];

/** The fields that a program added to a typed array. */
export function keysOfView(view: object, length: number): (string | symbol)[] {
  if (length <= SHORT) return Reflect.ownKeys(view).filter((key) => !isIndexOrLength(key));
  if (classes === undefined) classes = openHiddenClasses();
  if (bare.some((one) => classes?.isSame(one, view))) return [];
  const keys = Reflect.ownKeys(view).slice(length);
  if (keys.length === 0 && classes?.isComplete(view)) bare.push(view);
  return keys;
}
