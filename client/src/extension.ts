import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands.ts';
import { registerDebugType } from './debug-type.ts';
import { createLanguageClient } from './language-client.ts';
import { registerStatusBarItem } from './status-bar-item.ts';

/** Starts the language server and registers the debugger. Whatever it makes is disposed of with the extension. */
export async function activate(context: ExtensionContext): Promise<void> {
  const client = createLanguageClient(context);
  context.subscriptions.push(
    registerStatusBarItem(),
    registerDebugType(context, (report) => client.sendNotification('timeferry/rehearsal', report)),
    ...registerCommands(client),
    { dispose: () => client.dispose() },
  );
  await client.start();
}
