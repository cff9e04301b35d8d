import type { LiveCase } from '../../live-case.ts';

export const live: LiveCase = {
  kinds: ['streams-and-handles', 'generators', 'shared-memory', 'other-processes'],
  drive: ['fill'],
  excluded: [
    /bag\.generator: a Generator of the runtime cannot be moved/,
    /bag\.iterator: a Iterator of the runtime cannot be moved/,
    /bag\.shared: its memory is shared with other threads/,
    /bag\.server: a node:net#Server of the runtime/,
    /bag\.stream: a node:stream#Readable of the runtime/,
    /bag\.hash: a node:crypto#Hash of the runtime/,
    /bag\.worker: a node:worker_threads#Worker of the runtime/,
    /bag\.child: a node:child_process#ChildProcess of the runtime/,
    /bag\.registry: a FinalizationRegistry of the runtime/,
  ],
  unverified: [/State in worker thread \d+ is not covered/, /State in the child process \d+ \(.*node\) is not covered/],
  future: { kept: 'kept', bag: { id: 36 } },
};
