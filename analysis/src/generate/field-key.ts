import { quote } from './print-type.ts';

/** How a field of `object` is written: `past.expires`, `past['#secret']`, `past[Symbol.species]`. */
export function member(object: string, field: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(field) ? `${object}.${field}` : `${object}[${keyOf(field)}]`;
}

/** The key of a field as a value: `'expires'`, `Symbol.species`. */
export function keyOf(field: string): string {
  return isWellKnown(field) ? field.slice(1, -1) : quote(field);
}

/** The type of a field of that type: `PastCart['lines']`, `PastCart[typeof Symbol.species]`. */
export function memberType(type: string, field: string): string {
  return `${type}[${isWellKnown(field) ? `typeof ${keyOf(field)}` : quote(field)}]`;
}

/** Whether a field stands under a symbol of the program, which a transfer module cannot import: it imports types only. */
export const isOwnSymbol = (field: string): boolean => field.startsWith('[') && !isWellKnown(field);

/** Whether a field stands under a symbol that every program has, named as `[Symbol.species]`. */
export const isWellKnown = (field: string): boolean => /^\[Symbol\.\w+\]$/.test(field);
