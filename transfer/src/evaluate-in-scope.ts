import type { Debugger, Runtime } from 'node:inspector';
import { InspectorError } from './inspector-session.ts';
import { handleOf, type LiveHandles } from './live-handles.ts';

/**
 * Evaluates an expression where a function of the program is entered, so that it sees what the function captures and
 * what is private to its class, and gives the handle of the result. Nothing of the function runs: it is called,
 * stopped before its first default parameter, and terminated. For processes that are ours; never for the past process.
 * `whilePaused` is given the handle before the process goes on. Throws an `InspectorError` where the function cannot be entered or the expression does not evaluate.
 */
export async function evaluateInScope(
  live: LiveHandles,
  functionId: string,
  expression: string,
  whilePaused: (made: string) => Promise<void> = async () => {},
): Promise<string> {
  await live.send('Debugger.setSkipAllPauses', { skip: false });
  const { breakpointId } = await live.send<{ breakpointId: string }>('Debugger.setBreakpointOnFunctionCall', {
    objectId: functionId,
  });
  const stop = stopAt(live, breakpointId);
  const call = live.call<string>('enter', { objectId: functionId });
  call.catch(() => {});
  try {
    const frame = await Promise.race([stop.frame, call.then((problem) => Promise.reject(new InspectorError(problem)))]);
    try {
      const params = { callFrameId: frame, expression, objectGroup: live.group, silent: true };
      const made = handleOf(await live.send<Runtime.EvaluateReturnType>('Debugger.evaluateOnCallFrame', params));
      await whilePaused(made);
      return made;
    } finally {
      await leave(live, breakpointId, call);
    }
  } finally {
    stop.end();
    await live.send('Debugger.setSkipAllPauses', { skip: true });
  }
}

/** Ends the entered call without letting it run. */
async function leave(live: LiveHandles, breakpointId: string, call: Promise<unknown>): Promise<void> {
  await live.send('Debugger.removeBreakpoint', { breakpointId });
  const terminated = live.send('Runtime.terminateExecution');
  await Promise.allSettled([live.send('Debugger.resume'), terminated, call]);
}

/** Waits for the stop at a breakpoint; other stops (a `debugger` statement of the program) go on at once. */
function stopAt(live: LiveHandles, breakpointId: string): { frame: Promise<string>; end: () => void } {
  let end = (): void => {};
  const frame = new Promise<string>((resolve) => {
    end = live.session.on<Debugger.PausedEventDataType>('Debugger.paused', ({ callFrames, hitBreakpoints }) => {
      const top = callFrames[0];
      if (top !== undefined && hitBreakpoints?.includes(breakpointId)) resolve(top.callFrameId);
      else live.send('Debugger.resume').catch(() => {});
    });
  });
  return { frame, end };
}
