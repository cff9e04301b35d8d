import { AdapterSession } from './adapter-session.ts';

// The debug adapter over standard input and output. It ends when the editor disconnects, hangs up or sends SIGTERM, and
// ends what it started first.
const session = new AdapterSession();
process.on('SIGTERM', () => session.shutdown());
process.on('SIGINT', () => session.shutdown());
session.start(process.stdin, process.stdout);
