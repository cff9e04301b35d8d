import type { Mapper, Rule } from './ferry.js';

interface PastSearch {
  _documentIds: Map<number, unknown>;
}
interface FutureSearch extends PastSearch {
  _idToShortId: Map<unknown, number>;
  _dirtCount: number;
  _currentVacuum: unknown;
  _enqueuedVacuum: unknown;
  _enqueuedVacuumConditions: unknown;
}

/** The new release looks short ids up by the notes' own, and counts what it may clean up later. */
export const search = {
  type: 'node_modules/minisearch/dist/types/index.d.ts#MiniSearch<any>',
  law: 'new-only',
  forward(past, future) {
    future._idToShortId = new Map([...past._documentIds].map(([short, id]) => [id, short]));
    future._dirtCount = 0;
    future._currentVacuum = null;
    future._enqueuedVacuum = null;
    future._enqueuedVacuumConditions = { minDirtFactor: 0.1, minDirtCount: 20 };
  },
  backward() {},
} satisfies Mapper<PastSearch, FutureSearch>;

interface PastOptions {
  searchOptions: object;
}
interface FutureOptions extends PastOptions {
  autoVacuum: object;
}

export const searchOptions = {
  type: 'node_modules/minisearch/dist/types/index.d.ts#OptionsWithDefaults<any>',
  law: 'new-only',
  forward(past, future, ferry) {
    future.searchOptions = ferry.carry(past.searchOptions) as object;
    future.autoVacuum = { minDirtFactor: 0.1, minDirtCount: 20, batchSize: 1000, batchWait: 10 };
  },
  backward(future, past, ferry) {
    past.searchOptions = ferry.carry(future.searchOptions) as object;
  },
} satisfies Mapper<PastOptions, FutureOptions>;

export const defaults = {
  type: 'node_modules/minisearch/dist/types/index.d.ts#OptionsWithDefaults<any>.searchOptions',
  law: 'new-only',
  forward(past, future) {
    future.fuzzy = past.fuzzy;
    future.bm25 = { k: 1.2, b: 0.7, d: 0.5 };
  },
  backward(future, past) {
    past.fuzzy = future.fuzzy;
  },
} satisfies Mapper<{ fuzzy: unknown }, { fuzzy: unknown; bm25: object }>;

/** What the past release keeps too, but declares nothing of. */
interface Cache {
  data: Map<string, unknown>;
  expirations: Record<string, string[]>;
  expirationMap: Map<string, number>;
  dispose: unknown;
  timer?: unknown;
  timerExpiration?: number;
  ttl?: number;
}
interface FutureCache extends Cache {
  updateAgeOnHas: boolean;
  checkAgeOnHas: boolean;
}

export const cache = {
  type: 'node_modules/@isaacs/ttlcache/dist/esm/index.d.ts#TTLCache<string, { user: string; }>',
  law: 'new-only',
  forward(past, future, ferry) {
    future.ttl = past.ttl;
    future.data = ferry.carry(past.data);
    future.expirations = ferry.carry(past.expirations);
    future.expirationMap = ferry.carry(past.expirationMap);
    future.dispose = () => {};
    future.updateAgeOnHas = false;
    future.checkAgeOnHas = false;
    future.timer = ferry.carry(past.timer);
    future.timerExpiration = past.timerExpiration;
  },
  backward(future, past, ferry) {
    past.ttl = future.ttl;
    past.data = ferry.carry(future.data);
    past.expirations = ferry.carry(future.expirations);
    past.expirationMap = ferry.carry(future.expirationMap);
    past.timer = ferry.carry(future.timer);
    past.timerExpiration = future.timerExpiration;
  },
} satisfies Mapper<Cache, FutureCache>;

interface PastStore {
  hits: Record<string, number>;
  resetTime: Date;
}
interface FutureStore {
  previous: Map<string, Client>;
  current: Map<string, Client>;
  localKeys: boolean;
}
interface Client {
  totalHits: number;
  resetTime: Date;
}

/** One time for all users became one for each. */
export const store = {
  type: 'node_modules/express-rate-limit/dist/index.d.mts#MemoryStore',
  law: 'bijective',
  forward(past, future) {
    const clientOf = ([user, totalHits]: [string, number]): [string, Client] => [
      user,
      { totalHits, resetTime: new Date(past.resetTime) },
    ];
    future.current = new Map(Object.entries(past.hits).map(clientOf));
    future.previous = new Map();
    future.localKeys = true;
  },
  backward(future, past) {
    const clients = [...future.current];
    past.hits = Object.fromEntries(clients.map(([user, { totalHits }]) => [user, totalHits]));
    past.resetTime = new Date(clients[0]?.[1].resetTime ?? 0);
  },
} satisfies Mapper<PastStore, FutureStore>;

export const rules = [
  {
    transient: 'node_modules/express-rate-limit/dist/index.d.mts#MemoryStore.interval',
    because: 'the new store clears expired logins by a timer of its own',
  },
] satisfies Rule[];
