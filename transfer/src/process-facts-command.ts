import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** A command line of `node`, taken apart. */
export interface NodeCommand {
  readonly flags: readonly string[];
  readonly script: string | undefined;
  readonly args: readonly string[];
}

/** Flags of Node whose value may be the next argument; flags of V8 take theirs after `=`. */
const flagsWithValue = new Set([
  ...['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--conditions', '--env-file'],
  ...['--env-file-if-exists', '--title', '--inspect-port', '--debug-port', '--input-type', '--icu-data-dir'],
  ...['--openssl-config', '--redirect-warnings', '--unhandled-rejections', '--dns-result-order', '--tls-cipher-list'],
  ...['--diagnostic-dir', '--max-http-header-size', '--secure-heap', '--trace-event-categories', '--watch-path'],
]);
/** Flags after which there is no script. */
const flagsWithoutScript = new Set(['-e', '--eval', '-p', '--print', '-pe', '-i', '--interactive', '--test', '--run']);

/** Takes the arguments of `node` apart. A value that follows its flag stays among the flags. */
export function readNodeCommand(args: readonly string[]): NodeCommand {
  let index = 0;
  let script = true;
  while (index < args.length && args[index]!.startsWith('-') && args[index] !== '-') {
    const flag = args[index]!;
    index += 1;
    if (flag === '--') break;
    if (flagsWithoutScript.has(flag)) script = false;
    if (flagsWithValue.has(flag)) index += 1;
  }
  if (!script) return { flags: args, script: undefined, args: [] };
  return { flags: args.slice(0, index), script: args[index], args: args.slice(index + 1) };
}

/** The file that `node script` runs in a folder: the extension may be left out, a folder stands for its main file. */
export function resolveScript(cwd: string, script: string): string | undefined {
  try {
    return realpathSync(createRequire(join(cwd, 'noop.js')).resolve(resolve(cwd, script)));
  } catch {
    return undefined;
  }
}
