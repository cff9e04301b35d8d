import { Mutex } from 'async-mutex';
import type { Mapper, Rule } from './ferry.js';

/** The new release stores one document at a time, and remembers when it was changed last. */
export const document = {
  type: 'node_modules/@hocuspocus/server/dist/packages/server/src/Document.d.ts#Document',
  law: 'new-only',
  forward(_past, future) {
    future.saveMutex = new Mutex();
    future.lastChangeTime = 0;
  },
  backward() {},
} satisfies Mapper<object, { saveMutex: Mutex; lastChangeTime: number }>;

/** No document is being closed while nothing of the program runs. */
export const hocuspocus = {
  type: 'node_modules/@hocuspocus/server/dist/packages/server/src/Hocuspocus.d.ts#Hocuspocus',
  law: 'new-only',
  forward(_past, future) {
    future.unloadingDocuments = new Map();
  },
  backward() {},
} satisfies Mapper<object, { unloadingDocuments: Map<string, Promise<void>> }>;

export const rules = [
  {
    transient: 'node_modules/@hocuspocus/server/dist/packages/server/src/Document.d.ts#Document.connections',
    because: 'a connection cannot move; the clients connect again and ask for what they missed',
  },
  {
    transient: 'node_modules/@hocuspocus/server/dist/packages/server/src/Hocuspocus.d.ts#Hocuspocus.server',
    because: 'the new release starts its own',
  },
] satisfies Rule[];
