import { InspectorError, InspectorSession } from './inspector-session.ts';
import { ProcessGroup } from './process-group.ts';

export interface InspectedLaunch {
  /** Arguments of `node`: its own flags, the script and the script's arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** Default: the executable that runs this code. */
  readonly executable?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly outputLimit?: number;
  /** Whether the program waits before its first statement until `Runtime.runIfWaitingForDebugger` is sent. */
  readonly paused?: boolean;
  /** How long start-up of the inspector may take, in milliseconds. */
  readonly timeoutMs?: number;
}

export interface InspectedProcess extends AsyncDisposable {
  readonly group: ProcessGroup;
  readonly session: InspectorSession;
  /** Closes the session and kills the process group. */
  end(): Promise<void>;
}

export const defaultOutputLimit = 1024 * 1024;
const announcement = /^Debugger listening on (ws:\/\/\S+)/m;

/**
 * Starts `node` in its own process group with the inspector on a free loopback port. The program may not have run its first
 * statement yet when this resolves. Throws an `InspectorError` where no inspector opens.
 */
export async function launchInspected(launch: InspectedLaunch): Promise<InspectedProcess> {
  const { timeoutMs = 15_000, outputLimit = defaultOutputLimit, executable = process.execPath } = launch;
  const flag = launch.paused === true ? '--inspect-brk=127.0.0.1:0' : '--inspect=127.0.0.1:0';
  const group = await ProcessGroup.start({
    executable,
    args: [flag, ...launch.args],
    cwd: launch.cwd,
    env: launch.env ?? process.env,
    outputLimit,
  });
  try {
    const session = await InspectorSession.connect(await inspectorUrl(group, timeoutMs), { timeoutMs });
    const end = async (): Promise<void> => {
      await group.end();
      await session.closed;
    };
    return { group, session, end, [Symbol.asyncDispose]: end };
  } catch (error) {
    await group.end();
    throw error;
  }
}

/** The address that a process announces on standard error when its inspector opens. Throws an `InspectorError`. */
export async function inspectorUrl(group: ProcessGroup, timeoutMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new InspectorError(`No inspector opened in ${timeoutMs} ms.`)), timeoutMs);
  });
  try {
    const match = await Promise.race([group.output.match('stderr', announcement), late]);
    if (match?.[1] !== undefined) return match[1];
  } finally {
    clearTimeout(timer);
  }
  throw new InspectorError(`The process ended before its inspector opened: ${lastLine(group.output.stderr)}`);
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) || 'it wrote nothing.';
}
