/**
 * Takes work step by step, and between steps lets everything else have its turn, such as a message that makes the work
 * needless. Rejects with the signal's reason once it is aborted.
 */
export async function takeSteps<T>(steps: Generator<void, T>, signal?: AbortSignal): Promise<T> {
  try {
    for (;;) {
      signal?.throwIfAborted();
      const step = steps.next();
      if (step.done) return step.value;
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    // Does nothing for work that has ended.
    steps.return(undefined as T);
  }
}
