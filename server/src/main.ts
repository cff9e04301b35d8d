import { createConnection } from 'vscode-languageserver/node';
import { relay } from './relay.ts';

// An editor that names no transport means standard input and output.
const TRANSPORTS = /^--(stdio|node-ipc|socket|pipe)\b/;
if (!process.argv.some((argument) => TRANSPORTS.test(argument))) process.argv.push('--stdio');

relay(createConnection());
