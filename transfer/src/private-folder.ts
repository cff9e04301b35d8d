import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from './guardian.ts';

/** A temporary folder that only its user may open. */
export interface PrivateFolder extends AsyncDisposable {
  readonly path: string;
  /** Removes the folder with all that is in it; may be called again. */
  remove(): Promise<void>;
}

/** Makes one in the folder `base`. It goes with this process at the latest. */
export async function createPrivateFolder(base = tmpdir()): Promise<PrivateFolder> {
  // mkdtemp makes it for its user alone, mode 0700.
  const path = await mkdtemp(join(base, `timeferry-${process.pid}-`));
  const guarded = await guard({ kind: 'folder', path });
  const remove = async (): Promise<void> => {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    await guarded.release();
  };
  return { path, remove, [Symbol.asyncDispose]: remove };
}
