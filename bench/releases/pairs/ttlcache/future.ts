import { TTLCache } from '@isaacs/ttlcache';

export const tokens = new TTLCache<string, { user: string }>({ ttl: 60_000, max: 1000 });
