/** Longest time, in milliseconds, that paced work goes on without letting go, if its steps are shorter than that. */
const PACE = 8;

/** The same work, letting go only where some time has passed since it last did. */
export function* paced<Result>(steps: Generator<void, Result>): Generator<void, Result> {
  for (let since = performance.now(); ; ) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - since < PACE) continue;
    yield;
    since = performance.now();
  }
}

/** Takes all remaining steps of some work and gives its result. */
export function finish<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
