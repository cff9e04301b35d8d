import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where short-lived files go: memory where the system offers it as a folder, for every value writes some. */
export function scratchPlace(): string {
  try {
    accessSync(MEMORY, constants.W_OK);
    return MEMORY;
  } catch {
    return tmpdir();
  }
}

const MEMORY = '/dev/shm';
