import type { ObjectType } from '../state-model.ts';
import type { Judged } from './judged.ts';

/** Rule: keys under an index signature that the future type no longer has are lossy; they are carried, and unverified. */
export function judgeIndexKeys(past: ObjectType, future: ObjectType): Judged | undefined {
  const after = new Set(future.indexKeys ?? []);
  const lost = (past.indexKeys ?? []).filter((key) => !after.has(key) && !(key !== 'symbol' && after.has('string')));
  if (lost.length === 0 || after.size === 0) return undefined;
  const reason = `Keys of type ${lost.join(', ')} become keys of type ${[...after].join(', ')}; others are carried as they are and cannot be verified.`;
  return { verdict: 'lossy', reason, conversion: null };
}
