import type { Position } from '@timeferry/analysis/position';

/** Where a name stands: its first character, and how many it has. Never spans lines. */
export interface NamedPlace extends Position {
  readonly length: number;
}

/**
 * The place of a declared name, searched from the start of its declaration on; the declaration's first character where the
 * name is not there (a computed name, a text that has changed since).
 */
export function placeOfName(text: string, declaration: Position, name: string): NamedPlace {
  const line = lineAt(text, declaration.line);
  const at = indexOfWord(line, name, declaration.column - 1);
  if (at < 0) return { ...declaration, length: 1 };
  return { ...declaration, column: at + 1, length: name.length };
}

/** Whether a place covers a position; its end counts, since a cursor stands there after typing the name. */
export function covers(place: NamedPlace, at: { readonly line: number; readonly column: number }): boolean {
  return at.line === place.line && at.column >= place.column && at.column <= place.column + place.length;
}

/** A line of a text, counted from 1; empty where there is none. */
export function lineAt(text: string, line: number): string {
  let start = 0;
  for (let current = 1; current < line; current += 1) {
    const end = text.indexOf('\n', start);
    if (end < 0) return '';
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
}

function indexOfWord(line: string, name: string, from: number): number {
  const isPart = (character: string | undefined) => character !== undefined && /[$\w]/.test(character);
  for (let at = line.indexOf(name, from); at >= 0; at = line.indexOf(name, at + 1)) {
    if (!isPart(line[at - 1]) && !isPart(line[at + name.length])) return at;
  }
  return -1;
}
