import { InspectorSession } from './inspector-session.ts';

/** `process.getBuiltinModule` is there since Node 20.16; before, `require` is, where the command line's names are in scope. */
const closing = `(typeof process.getBuiltinModule === 'function' ? process.getBuiltinModule('inspector') : require('inspector')).close()`;

/**
 * Has a process close its own inspector over a session that is still open, and waits until the connection drops. Closing
 * the session first and the inspector over another one ends Node 22 with a segmentation fault. Throws where that takes
 * longer than `timeoutMs`.
 */
export async function closeInspectorOver(session: InspectorSession, timeoutMs: number): Promise<void> {
  const params = { expression: closing, includeCommandLineAPI: true };
  // The connection drops before the reply.
  const call = session.send('Runtime.evaluate', params, { timeoutMs });
  await Promise.race([session.closed, call.then(() => session.closed)]);
}

/** The same for a process that nothing is connected to. */
export async function closeInspectorWithin(url: string, timeoutMs: number): Promise<void> {
  const session = await InspectorSession.connect(url, { timeoutMs });
  try {
    await closeInspectorOver(session, timeoutMs);
  } finally {
    await session.close();
  }
}
