import { runCommandLine } from './run-command-line.ts';
import { processTerminal } from './terminal.ts';

// The exit ends what a command may have left waiting; all output is handed on by then.
process.exit(await runCommandLine(process.argv.slice(2), processTerminal()));
