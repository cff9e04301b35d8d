import type { Connection } from 'vscode-languageserver';

/** Runs a load with progress in the editor, where it shows any. `step` names what comes next and lets the message go out. */
export async function withProgress<T>(
  connection: Connection,
  shown: boolean,
  load: (step: (message: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const progress = shown ? await connection.window.createWorkDoneProgress() : null;
  progress?.begin('Timeferry');
  try {
    return await load(async (message) => {
      progress?.report(message);
      await new Promise((resolve) => setImmediate(resolve));
    });
  } finally {
    progress?.done();
  }
}
