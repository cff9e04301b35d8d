/** Numbers that only this closure can hand out. */
export function makeSequence() {
  let last = 0n;
  return () => {
    last += 1n;
    return last;
  };
}
