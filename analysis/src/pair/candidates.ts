import type { Judged } from '../judge/judged.ts';
import type { StateType } from '../state-model.ts';

/** More than these nobody looks through. */
const MOST = 30;

/** Names of what each removed piece may have become, and of what each added one may have been; long lists are cut. */
export interface Candidates<T> {
  readonly future: ReadonlyMap<T, readonly string[]>;
  readonly past: ReadonlyMap<T, readonly string[]>;
}

/** Both ways from the added pieces that fit each removed one. */
export function candidatesOf<T extends { readonly name: string }>(
  removed: readonly T[],
  fits: readonly (readonly T[])[],
): Candidates<T> {
  const future = new Map(removed.map((piece, index) => [piece, fits[index]!.slice(0, MOST).map(({ name }) => name)]));
  const past = new Map<T, string[]>();
  for (const [index, piece] of removed.entries()) {
    for (const each of fits[index]!) {
      const names = past.get(each);
      if (!names) past.set(each, [piece.name]);
      else if (names.length < MOST) names.push(piece.name);
    }
  }
  return { future, past };
}

/** The same judge, which is asked once only for each two primitives. */
export function oncePerPrimitive(
  judge: (past: StateType, future: StateType) => Judged,
): (past: StateType, future: StateType) => Judged {
  const known = new Map<string, Judged>();
  return (past, future) => {
    if (past.kind !== 'primitive' || future.kind !== 'primitive' || past.brand || future.brand) {
      return judge(past, future);
    }
    const key = `${past.name} ${future.name}`;
    const judged = known.get(key) ?? judge(past, future);
    known.set(key, judged);
    return judged;
  };
}
