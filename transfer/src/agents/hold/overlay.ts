import { copyFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EffectLog } from './effect-log.ts';

/** A larger file is not copied before it is changed: it seems empty to who appends to it. In bytes. */
const copyLimit = 64 * 1024 * 1024;

// The functions as they are before they are replaced.
const disk = { copyFileSync, existsSync, mkdirSync, statSync, writeFileSync };

/** A folder that lies over the disk. Each method gives the path to use in place of the one that the program names. */
export class Overlay {
  readonly #root: string;
  readonly #log: EffectLog;
  readonly #removed = new Set<string>();
  readonly #passes: readonly string[];
  #used = false;
  #moved = false;

  constructor(folder: string, log: EffectLog) {
    this.#root = join(folder, 'files');
    this.#log = log;
    // The loader of TypeScript keeps its cache in a folder of its own.
    this.#passes = [folder, '/dev/', '/proc/', join(tmpdir(), 'tsx-')];
  }

  read(path: unknown): unknown {
    const file = this.#used ? this.#pathOf(path) : undefined;
    if (file === undefined) return path;
    if (this.#isOutside(file)) return this.#onDisk(path, file);
    if (disk.existsSync(this.#over(file))) return this.#over(file);
    return this.#isRemoved(file) ? join(this.#root, '..', 'removed', file) : this.#onDisk(path, file);
  }

  /** Where the entries of a folder are: on the disk, and over it; undefined where it is as the disk has it. */
  places(path: unknown): readonly string[] | undefined {
    const folder = this.#used ? this.#pathOf(path) : undefined;
    if (folder === undefined || this.#isOutside(folder)) return undefined;
    const isRemoved = this.#isRemoved(folder) && !disk.existsSync(this.#over(folder));
    return isRemoved ? [this.#over(folder)] : [folder, this.#over(folder)];
  }

  /** Whether an entry of a folder was removed, and not made again. */
  isGone(path: unknown, name: string): boolean {
    const file = join(this.#pathOf(path)!, name);
    // What was removed may have left a file of its name here, for whoever removed it.
    return this.#isRemoved(file) && !disk.existsSync(this.#over(file));
  }

  /** For a file whose content is replaced. */
  create(path: unknown): unknown {
    const file = this.#pathOf(path);
    if (file === undefined || !this.#holds(file)) return this.#onDisk(path, file);
    this.#makeRoom(file);
    return this.#over(file);
  }

  /** For a file whose content stays in part. */
  change(path: unknown): unknown {
    const file = this.#pathOf(path);
    if (file === undefined || !this.#holds(file)) return this.#onDisk(path, file);
    this.#makeRoom(file);
    this.#copy(file);
    return this.#over(file);
  }

  folder(path: unknown): unknown {
    const file = this.#pathOf(path);
    // A folder that is there already stays as it is, whatever making it again says.
    if (file === undefined || (disk.existsSync(file) && !this.#isRemoved(file)) || !this.#holds(file))
      return this.#onDisk(path, file);
    this.#makeRoom(file);
    return this.#over(file);
  }

  remove(path: unknown): unknown {
    const file = this.#pathOf(path);
    if (file === undefined || !(this.#isThere(file) && this.#holds(file))) return this.#onDisk(path, file);
    this.#makeRoom(file);
    if (!disk.existsSync(this.#over(file))) this.#placeholder(file);
    this.#removed.add(file);
    return this.#over(file);
  }

  /** For what gets another name. */
  move(path: unknown): unknown {
    const file = this.#pathOf(path);
    if (file === undefined || !(this.#isThere(file) && this.#holds(file))) return this.#onDisk(path, file);
    this.#makeRoom(file);
    this.#copy(file);
    if (!disk.existsSync(this.#over(file))) this.#placeholder(file);
    this.#removed.add(file);
    return this.#over(file);
  }

  /** For a folder that the program works in from now on. */
  enter(path: unknown): unknown {
    const place = this.read(path);
    this.#moved ||= place !== path;
    return place;
  }

  /** The path by which the program knows what may lie here. */
  known(file: string): string {
    return file.startsWith(`${this.#root}/`) ? file.slice(this.#root.length) : file;
  }

  #pathOf(path: unknown): string | undefined {
    const file = pathOf(path);
    return file && this.known(file);
  }

  /** The path that the program gave, for what is as the disk has it; a relative one means another place once it works here. */
  #onDisk(path: unknown, file: string | undefined): unknown {
    return this.#moved && file !== undefined ? file : path;
  }

  #holds(file: string): boolean {
    if (this.#isOutside(file) || !this.#log.holds('write', file)) return false;
    this.#used = true;
    return true;
  }

  #isOutside(file: string): boolean {
    return this.#passes.some((prefix) => file.startsWith(prefix));
  }

  #isThere(file: string): boolean {
    return disk.existsSync(this.#over(file)) || (disk.existsSync(file) && !this.#isRemoved(file));
  }

  #isRemoved(file: string): boolean {
    if (this.#removed.size === 0) return false;
    for (let name = file; name !== dirname(name); name = dirname(name)) if (this.#removed.has(name)) return true;
    return false;
  }

  /** Only where the disk has the folder: without one, writing fails as the program expects. */
  #makeRoom(file: string): void {
    const parent = dirname(file);
    if (disk.existsSync(parent) && !this.#isRemoved(parent)) disk.mkdirSync(this.#over(parent), { recursive: true });
  }

  #copy(file: string): void {
    if (disk.existsSync(this.#over(file)) || this.#isRemoved(file) || !disk.existsSync(file)) return;
    const { size, ...stats } = statsOf(file);
    if (stats.isFile && size <= copyLimit) disk.copyFileSync(file, this.#over(file));
  }

  #placeholder(file: string): void {
    if (statsOf(file).isFile) disk.writeFileSync(this.#over(file), '');
    else disk.mkdirSync(this.#over(file), { recursive: true });
  }

  #over(file: string): string {
    return join(this.#root, file);
  }
}

function statsOf(file: string): { size: number; isFile: boolean } {
  const stats = disk.statSync(file);
  return { size: stats.size, isFile: stats.isFile() };
}

/** `undefined` for a descriptor, and for what is no path at all. */
function pathOf(path: unknown): string | undefined {
  if (typeof path === 'string') return resolve(path);
  if (path instanceof URL) return path.protocol === 'file:' ? fileURLToPath(path) : undefined;
  return path instanceof Uint8Array ? resolve(Buffer.from(path).toString()) : undefined;
}
