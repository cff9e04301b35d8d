import {
  type DebugConfiguration,
  type DebugConfigurationProvider,
  Disposable,
  debug,
  type ExtensionContext,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { adapterFactory } from './adapter-process.ts';
import { futureFolder } from './future-folder.ts';

export const DEBUG_TYPE = 'timeferry';
/** The adapter's own event: a rehearsal has ended; its body is the report. */
const REPORT_EVENT = 'timeferry.report';

/** Registers the adapter and how launch configurations are completed, and hands on what rehearsals report. */
export function registerDebugType(context: ExtensionContext, reported: (report: unknown) => Promise<void>): Disposable {
  return Disposable.from(
    debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, adapterFactory(context)),
    debug.registerDebugConfigurationProvider(DEBUG_TYPE, provider),
    debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
      if (session.type === DEBUG_TYPE && event === REPORT_EVENT) void reported(body);
    }),
  );
}

/** The configuration that starts without a launch.json. */
export function defaultConfiguration(): DebugConfiguration {
  return { type: DEBUG_TYPE, request: 'launch', name: 'Rehearse the state transfer' };
}

const provider: DebugConfigurationProvider = {
  resolveDebugConfiguration(folder, given) {
    // Started without a launch.json, there is nothing in it.
    const configuration = given.type ? given : defaultConfiguration();
    if (configuration.request !== 'attach' || configuration['pid'] !== undefined) {
      return withDefaults(folder, configuration);
    }
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the editor puts the process that is picked in its place.
    return withDefaults(folder, { ...configuration, pid: '${command:PickProcess}' });
  },
  /** Left without a choice, the picker gives nothing, and nothing is started. */
  resolveDebugConfigurationWithSubstitutedVariables: (_folder, configuration) =>
    configuration.request === 'attach' && !configuration['pid'] ? undefined : configuration,
};

function withDefaults(
  folder: WorkspaceFolder | undefined,
  configuration: DebugConfiguration,
): DebugConfiguration | undefined {
  const base = folder ?? workspace.workspaceFolders?.[0];
  if (base === undefined) {
    void window.showErrorMessage('Open the folder of the future version before rehearsing its state transfer.');
    return undefined;
  }
  const cwd = configuration['cwd'] ?? base.uri.fsPath;
  return { ...configuration, cwd, future: configuration['future'] ?? futureFolder(base) };
}
