/** Numbers that only this closure can hand out. */
export function makeSequence() {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}
