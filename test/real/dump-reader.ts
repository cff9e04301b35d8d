import { readFile } from 'node:fs/promises';

/** A root of a dump file as plain values: maps as `Map`, instances as `{ class, … }` with their fields. Sharing is kept. */
export async function readRoot(file: string, root: string): Promise<unknown> {
  const { roots, objects } = JSON.parse(await readFile(file, 'utf8')) as Dump;
  const made = new Map<number, unknown>();
  const read = (cell: unknown): unknown => {
    if (typeof cell !== 'object' || cell === null) return cell;
    const id = (cell as { $ref?: number }).$ref;
    if (id === undefined) return cell;
    if (!made.has(id)) fill(id, objects[id]!);
    return made.get(id);
  };
  const fill = (id: number, { kind, class: name, entries = [], elements = [], fields = {} }: DumpObject): void => {
    if (kind === 'map') {
      const map = new Map<unknown, unknown>();
      made.set(id, map);
      for (const [key, value] of entries) map.set(read(key), read(value));
    } else if (kind === 'array') {
      const array: unknown[] = [];
      made.set(id, array);
      for (const element of elements) array.push(read(element));
    } else {
      const object: Record<string, unknown> = name === 'Object' ? {} : { class: name ?? kind };
      made.set(id, object);
      for (const [key, value] of Object.entries(fields)) object[key] = read(value);
    }
  };
  return read(roots[root]);
}

interface Dump {
  readonly roots: Readonly<Record<string, unknown>>;
  readonly objects: Readonly<Record<number, DumpObject>>;
}

interface DumpObject {
  readonly kind: string;
  readonly class?: unknown;
  readonly entries?: readonly (readonly [unknown, unknown])[];
  readonly elements?: readonly unknown[];
  readonly fields?: Readonly<Record<string, unknown>>;
}
