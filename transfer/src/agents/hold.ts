import { realpathSync } from 'node:fs';
import inspector from 'node:inspector';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { effectsFile, type HoldAgent, type HoldConfig, holdSymbol, holdVariable } from '../held-process-agent.ts';
import { holdChildProcesses } from './hold/child-processes.ts';
import { holdDatabases } from './hold/databases.ts';
import { holdDatagrams } from './hold/datagrams.ts';
import { EffectLog } from './hold/effect-log.ts';
import { holdEndings, recordUncaught } from './hold/endings.ts';
import { holdFiles } from './hold/files.ts';
import { holdInspector } from './hold/inspector.ts';
import { holdNames } from './hold/names.ts';
import { noteNativeCode } from './hold/native-code.ts';
import { holdNetwork } from './hold/network.ts';
import { Overlay } from './hold/overlay.ts';
import { holdReports } from './hold/reports.ts';
import { StartUp } from './hold/start-up.ts';
import { holdTimers } from './hold/timers.ts';

/** Scripts that only start another one; what they do is no effect of the program. */
const runner = /[/\\](node_modules|nodejs)[/\\](npm|pnpm|yarn|corepack|tsx|cross-env|dotenv-cli)[/\\]/;

const text = process.env[holdVariable];
if (text !== undefined && isMainThread) {
  const config = JSON.parse(text) as HoldConfig;
  if (config.direct || !isRunner(process.argv[1] ?? '')) begin(config);
}

function isRunner(script: string): boolean {
  try {
    return runner.test(realpathSync(script));
  } catch {
    return false;
  }
}

function begin(config: HoldConfig): void {
  delete process.env[holdVariable];
  if (config.nodeOptions === undefined) delete process.env['NODE_OPTIONS'];
  else process.env['NODE_OPTIONS'] = config.nodeOptions;
  const log = new EffectLog(config.allow, join(config.folder, effectsFile));
  const startUp = new StartUp();
  recordUncaught(config.folder);
  const timers = config.hold ? holdAll(config, log, startUp) : () => [];
  let waits = true;
  const go = (): void => {
    waits = false;
  };
  const agent: HoldAgent = { go, started: startUp.over, effects: () => log.counts(), timers };
  Object.defineProperty(globalThis, Symbol.for(holdSymbol), { value: agent });
  inspector.open(0, '127.0.0.1');
  if (config.hold) holdInspector(log);
  syncBuiltinESMExports();
  // The parent turns on what it wants to see before the program's first statement. Its messages interrupt this loop;
  // `inspector.waitForDebugger` can miss those that arrive while it begins to wait, and then waits for ever.
  const cell = new Int32Array(new SharedArrayBuffer(4));
  while (waits) {
    Atomics.wait(cell, 0, 0, 1);
    if (!isThere(config.controller)) process.kill(process.pid, 'SIGKILL');
  }
  startUp.watch();
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function holdAll(config: HoldConfig, log: EffectLog, startUp: StartUp): HoldAgent['timers'] {
  holdEndings(config.folder, log);
  holdNetwork(log);
  holdDatagrams(log);
  holdNames(log);
  holdChildProcesses(log);
  noteNativeCode(log);
  const overlay = new Overlay(config.folder, log);
  holdFiles(overlay);
  holdDatabases(overlay);
  holdReports(overlay, log);
  return holdTimers(log, startUp);
}
