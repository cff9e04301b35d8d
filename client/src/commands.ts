import { commands, type DebugConfiguration, type Disposable, debug, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { DEBUG_TYPE, defaultConfiguration } from './debug-type.ts';
import { pickProcess } from './process-picker.ts';

/** The server's command; the language client makes it a command of the editor. */
const GENERATE_ON_SERVER = 'timeferry.generateTransfer';

/** Registers the commands that the manifest names. */
export function registerCommands(client: LanguageClient): Disposable[] {
  return [
    commands.registerCommand('timeferry.rehearse', rehearse),
    commands.registerCommand('timeferry.generate', () => generate(client)),
    commands.registerCommand('timeferry.pickProcess', pickProcess),
  ];
}

/** Starts the launch configuration of type `timeferry`, asking which where there are several; without one, a default. */
async function rehearse(): Promise<void> {
  const folder = workspace.workspaceFolders?.[0];
  const configured = workspace.getConfiguration('launch', folder).get<DebugConfiguration[]>('configurations') ?? [];
  const ours = configured.filter(({ type }) => type === DEBUG_TYPE);
  const chosen = ours.length > 1 ? await choose(ours) : (ours[0] ?? defaultConfiguration());
  if (chosen !== undefined) await debug.startDebugging(folder, chosen);
}

async function choose(configurations: readonly DebugConfiguration[]): Promise<DebugConfiguration | undefined> {
  const items = configurations.map((configuration) => ({ label: configuration.name, configuration }));
  return (await window.showQuickPick(items, { title: 'Which rehearsal?' }))?.configuration;
}

/** Generates the transfer modules of the version that the active file belongs to. */
async function generate(client: LanguageClient): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document?.uri.scheme !== 'file') {
    void window.showInformationMessage(
      'Open a source of the future version first; it tells which program to generate for.',
    );
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  await commands.executeCommand(GENERATE_ON_SERVER, { uri });
}
