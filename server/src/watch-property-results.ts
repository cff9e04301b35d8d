import { mkdirSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { propertyResultsPath } from '@timeferry/project/property-results';

/** A file is replaced by several changes of its folder. */
const SETTLE_MS = 50;

/** Calls `changed` after results of `timeferry check --properties` were written, where the folder can be watched. */
export function watchPropertyResults(changed: () => void): void {
  const folder = dirname(propertyResultsPath('.'));
  let timer: NodeJS.Timeout | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    const watcher = watch(folder, { persistent: false }, () => {
      clearTimeout(timer);
      timer = setTimeout(changed, SETTLE_MS);
    });
    watcher.on('error', () => watcher.close());
  } catch {}
}
