import { openProject } from '@timeferry/project/open-project';
import { UserError } from '@timeferry/project/user-error';
import { readArguments } from './arguments.ts';
import { runCheck } from './check-command.ts';
import { runDiff } from './diff-command.ts';
import { runGenerate } from './generate-command.ts';
import { helpText } from './help.ts';
import { runRehearse } from './rehearse-command.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Exit codes of the command. */
export const EXIT = { done: 0, attention: 1, unusable: 2 } as const;

const COMMANDS = { diff: runDiff, generate: runGenerate, check: runCheck, rehearse: runRehearse };

/** Runs the command line and gives the exit code. What the user can put right is one line on standard error. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const request = readArguments(argv);
    if (request.kind === 'help') await terminal.out(helpText(request.command));
    if (request.kind === 'version') await terminal.out(`${version}\n`);
    if (request.kind !== 'run') return EXIT.done;
    return await COMMANDS[request.command](openProject(request.flags, process.cwd()), terminal);
  } catch (error) {
    await terminal.error(`timeferry: ${sentence(error)}\n`);
    return EXIT.unusable;
  }
}

function sentence(error: unknown): string {
  if (error instanceof UserError) return error.message.replaceAll(/\s*\n\s*/g, ' ');
  if (process.env['TIMEFERRY_DEBUG'] && error instanceof Error) return String(error.stack);
  const message = error instanceof Error ? error.message : String(error);
  return `this is a fault of Timeferry itself (TIMEFERRY_DEBUG=1 shows where): ${message.split('\n')[0]}`;
}
