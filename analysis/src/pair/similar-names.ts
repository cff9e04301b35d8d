/** Whether one name is likely a new spelling of another: the same words, one inside the other, or a few letters apart. */
export function similarNames(a: string, b: string): boolean {
  const left = plain(a);
  const right = plain(b);
  if (left === right) return true;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (short.length >= 3 && long.includes(short)) return true;
  return short.length >= 3 && distance(short, long) <= Math.floor(long.length / 3);
}

/** Whether two names are the same but for case and marks such as `_` and `#`. */
export const sameWords = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (name: string): string => name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Levenshtein's edit distance, by the row-by-row dynamic programme of Wagner and Fischer. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
