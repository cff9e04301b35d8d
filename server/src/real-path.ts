import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A path with its links resolved, also for a file that is not there yet. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}
