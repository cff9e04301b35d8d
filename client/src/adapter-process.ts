import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type DebugAdapterDescriptorFactory, DebugAdapterExecutable, type ExtensionContext, workspace } from 'vscode';

/**
 * Starts the adapter in a Node of the user's. The editor's own would do for the adapter, but the versions that it starts
 * run in the same one, and the editor's is none that a server runs in.
 */
export function adapterFactory(context: ExtensionContext): DebugAdapterDescriptorFactory {
  return {
    createDebugAdapterDescriptor() {
      const inspectPort = process.env['TIMEFERRY_ADAPTER_INSPECT'];
      const debug = inspectPort === undefined ? [] : [`--inspect=127.0.0.1:${inspectPort}`];
      return new DebugAdapterExecutable(nodePath(), [...debug, context.asAbsolutePath('dist/adapter.cjs')]);
    },
  };
}

/** Throws an error with one sentence for the user, which the editor shows, where there is no Node. */
function nodePath(): string {
  const configured = workspace.getConfiguration('timeferry').get<string>('node');
  if (configured) return configured;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found === undefined) {
    throw new Error('There is no "node" on the PATH; install Node, or name one in the setting "timeferry.node".');
  }
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
