import { existsSync } from 'node:fs';
import type { Overlay } from './overlay.ts';
import { replace } from './replace.ts';

type Sqlite = Record<'DatabaseSync', new (...args: unknown[]) => object> & Record<'backup', unknown>;

// As it is before it is replaced.
const exists = existsSync;

/** What SQLite keeps beside the file of a database. */
const beside = ['-journal', '-wal'];

/** Holds writes to the databases of `node:sqlite`: they go to a copy. */
export function holdDatabases(overlay: Overlay): void {
  const sqlite = loadQuietly();
  if (sqlite === undefined) return;
  sqlite.DatabaseSync = new Proxy(sqlite.DatabaseSync, {
    construct(target, [path, options, ...rest], newTarget) {
      const given = (options ?? {}) as { readOnly?: boolean };
      const file = given.readOnly === true ? overlay.read(path) : writable(overlay, path);
      return Reflect.construct(target, options === undefined ? [file] : [file, options, ...rest], newTarget) as object;
    },
  });
  replace(
    sqlite,
    'backup',
    (original) =>
      function backup(this: unknown, database, path, ...rest) {
        return original.call(this, database, overlay.create(path), ...rest);
      },
  );
}

function writable(overlay: Overlay, path: unknown): unknown {
  // A database in memory, or a temporary one.
  if (path === ':memory:' || path === '') return path;
  for (const end of beside) if (typeof path === 'string' && exists(path + end)) overlay.change(path + end);
  return overlay.change(path);
}

/** The module says that it is experimental when it is loaded; the program has not asked for it. */
function loadQuietly(): Sqlite | undefined {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:sqlite') as unknown as Sqlite | undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}
