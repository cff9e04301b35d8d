import { basename, join } from 'node:path';
import { agentPath } from './agent-source.ts';
import type { BootOptions } from './held-process.ts';
import { type HoldConfig, holdVariable } from './held-process-agent.ts';
import { readNodeCommand } from './process-facts-command.ts';
import type { Launch } from './process-group.ts';

const typeScript = /\.[cm]?tsx?$/;

/**
 * The command that starts a version with the agent loaded first. Where that command is `node` itself the flags are given to
 * it; any other one (`npm start`) is run as it is and passes them on through `NODE_OPTIONS`.
 */
export async function heldLaunch(options: BootOptions, folder: string): Promise<Launch> {
  const { root, cwd = root, outputLimit } = options;
  const flags = ['--require', await agentPath('hold')];
  if (options.memoryMb !== undefined) flags.push(`--max-old-space-size=${options.memoryMb}`);
  const { NODE_OPTIONS: given, ...env } = options.env;
  const nodeOptions = withoutInspector((given ?? '').split(/\s+/)).join(' ');
  const direct = nodeArguments(options);
  const config: HoldConfig = {
    hold: options.hold,
    controller: process.pid,
    direct: direct !== undefined,
    folder,
    allow: options.allow,
    nodeOptions: nodeOptions === '' ? undefined : nodeOptions,
  };
  const path = `${join(root, 'node_modules/.bin')}:${env['PATH'] ?? ''}`;
  const common = { cwd, outputLimit };
  const variables = { ...env, [holdVariable]: JSON.stringify(config) };
  if (direct !== undefined) {
    const executable = options.executable ?? process.execPath;
    const args = [...flags, ...heapFlags(options), ...direct];
    return { ...common, executable, args, env: { ...variables, NODE_OPTIONS: nodeOptions } };
  }
  const [executable, ...args] = options.command!;
  const all = `${nodeOptions} ${flags.map((flag) => JSON.stringify(flag)).join(' ')}`;
  return { ...common, executable: executable!, args, env: { ...variables, PATH: path, NODE_OPTIONS: all } };
}

/** State comes in at once and stays: looking for garbage while the heap grows with it would find none. */
function heapFlags({ memoryMb }: BootOptions): string[] {
  return memoryMb === undefined ? [] : [`--initial-old-space-size=${Math.floor(memoryMb / 2)}`];
}

/** `undefined` where something else than `node` is to be run. */
function nodeArguments({ command, entry, tsx, root }: BootOptions): readonly string[] | undefined {
  if (command === null) {
    if (entry === undefined)
      throw new Error(`Nothing says how to start the version in ${root}: name its entry file or a command.`);
    const loader = typeScript.test(entry) && tsx !== undefined ? ['--import', tsx] : [];
    return [...loader, join(root, entry)];
  }
  if (command.length === 0) throw new Error(`The command that starts the version in ${root} is empty.`);
  const [name = '', ...args] = command;
  if (/^node(js)?(\.exe)?$/.test(basename(name))) {
    const { flags, script, args: own } = readNodeCommand(args);
    return [...withoutInspector(flags), ...(script === undefined ? [] : [script]), ...own];
  }
  if (basename(name) === 'tsx' && tsx !== undefined && !args[0]?.startsWith('-')) return ['--import', tsx, ...args];
  return undefined;
}

function withoutInspector(flags: readonly string[]): string[] {
  return flags.filter((flag) => flag !== '' && !/^--(inspect|debug-port)/.test(flag));
}
