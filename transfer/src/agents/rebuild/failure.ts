/** What ended a transfer inside the process, with the path of the object in work. */
export interface TransferFailure {
  readonly message: string;
  readonly stack: string | null;
  readonly path: string | null;
  /** A mapper asked the process to end. */
  readonly exited: boolean;
}

/** Runs `work` and gives what it throws as a failure; ends of the process that it asks for are failures too. */
export function containFailure(work: () => void, currentPath: () => string | null): TransferFailure | null {
  const release = refuseExits();
  try {
    work();
    return null;
  } catch (thrown) {
    return describe(thrown, currentPath());
  } finally {
    release();
  }
}

class ExitRefused extends Error {
  override readonly name = 'ExitRefused';
}

/** Makes the ways to end this process throw instead; gives a function that takes that back. */
function refuseExits(): () => void {
  const ways = ['exit', 'reallyExit', 'abort', 'kill'] as const;
  const originals = ways.map((way) => Object.getOwnPropertyDescriptor(process, way));
  for (const way of ways) {
    const refuse = (...what: unknown[]): never => {
      throw new ExitRefused(`called process.${way}(${what.map(String).join(', ')})`);
    };
    Object.defineProperty(process, way, { value: refuse, writable: true, configurable: true, enumerable: true });
  }
  return () => {
    ways.forEach((way, index) => {
      const original = originals[index];
      if (original) Object.defineProperty(process, way, original);
      else delete (process as unknown as Record<string, unknown>)[way];
    });
  };
}

function describe(thrown: unknown, path: string | null): TransferFailure {
  const isError = process.getBuiltinModule('node:util').types.isNativeError(thrown);
  if (!isError) return { message: `threw ${text(thrown)}`, stack: null, path, exited: false };
  const message = thrown instanceof ExitRefused ? thrown.message : `${thrown.name}: ${thrown.message}`;
  return { message, stack: thrown.stack ?? null, path, exited: thrown instanceof ExitRefused };
}

function text(thrown: unknown): string {
  try {
    return process.getBuiltinModule('node:util').inspect(thrown, { depth: 1 }).slice(0, 500);
  } catch {
    return 'a value that cannot be shown';
  }
}
