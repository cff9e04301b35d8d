import type { Span } from './declaration-syntax.ts';

/** What turns one text into another, as the one stretch that differs. */
export interface TextChange extends Span {
  /** How many characters stand there afterwards. */
  readonly length: number;
}

/** The shortest single stretch outside of which both texts are equal; null for equal texts. */
export function changeBetween(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shortest - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { start, end: before.length - tail, length: after.length - tail - start };
}

/** Where what a span holds stands in a later text; null when it was edited. */
export function follow(span: Span, before: string, after: string): Span | null {
  const change = changeBetween(before, after);
  const at = change === null ? span : moved(span, change);
  if (at !== null) return at;
  // Edits on both sides of it look like one that spans it.
  const held = before.slice(span.start, span.end);
  if (!isUnique(before, held) || !isUnique(after, held)) return null;
  const start = after.indexOf(held);
  return { start, end: start + held.length };
}

/** Where a span stands after a change; null when the change touches what is inside. */
export function moved(span: Span, change: TextChange): Span | null {
  if (change.end <= span.start) {
    const by = change.length - (change.end - change.start);
    return { start: span.start + by, end: span.end + by };
  }
  return change.start >= span.end ? span : null;
}

function isUnique(text: string, part: string): boolean {
  const first = text.indexOf(part);
  return first >= 0 && text.indexOf(part, first + 1) < 0;
}
