/** Order numbers, and how many were handed out today. */
export function makeNumbers(first: number) {
  let next = first;
  let today = 0;
  return {
    take() {
      today += 1;
      return next++;
    },
    today: () => today,
  };
}
