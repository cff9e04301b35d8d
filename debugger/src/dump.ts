import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fieldLabel, primitiveText } from '@timeferry/transfer/graph-edges';

/** The captured state of one process, as a dump file holds it. */
export interface Dump {
  readonly roots: Readonly<Record<string, Cell>>;
  readonly objects: Readonly<Record<string, DumpObject>>;
}

/** A primitive, or a reference to an object. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | { readonly $ref: number }
  | { readonly $number: string }
  | { readonly $bigint: string }
  | { readonly $undefined: true }
  | { readonly $hole: true };

/** What there is depends on the kind. */
export interface DumpObject {
  readonly kind: string;
  readonly class?: string | null | { readonly $ref: number };
  readonly fields?: Readonly<Record<string, Cell | { readonly $field: readonly string[]; readonly value: Cell }>>;
  readonly elements?: readonly Cell[];
  readonly entries?: readonly (readonly [Cell, Cell])[];
  readonly values?: readonly Cell[];
  readonly iso?: string | null;
  readonly source?: string;
  readonly flags?: string;
  readonly name?: string;
  readonly what?: string;
  readonly why?: string;
  readonly description?: Cell;
  readonly view?: string;
  readonly length?: number;
}

/** What an object holds: its name in a view, and the text that a path continues with. */
export interface Part {
  readonly name: string;
  readonly label: string;
  readonly cell: Cell;
}

/** The dumps of the three processes, read when they are asked for; `null` where a rehearsal did not come so far. */
export interface Dumps {
  readonly past: () => Dump | null;
  readonly future: () => Dump | null;
  readonly reversed: () => Dump | null;
}

/** The dump files of one rehearsal. */
export function readDumps(folder: string): Dumps {
  return {
    past: onceRead(path.join(folder, 'past.json')),
    future: onceRead(path.join(folder, 'future.json')),
    reversed: onceRead(path.join(folder, 'reversed.json')),
  };
}

/** The cells that a report's path (`src/app.ts#sessions.get("u1").expires`) leads through, the last one first; none where it leads nowhere. */
export function cellsOn(dump: Dump, where: string): readonly Cell[] {
  for (const [root, cell] of Object.entries(dump.roots)) {
    const cells = where.startsWith(root) ? follow(dump, cell, where.slice(root.length)) : [];
    if (cells.length > 0) return cells;
  }
  return [];
}

/** The parts of an object in the order in which they are shown. */
export function childrenOf({ fields = {}, elements = [], entries = [], values = [] }: DumpObject): readonly Part[] {
  return [
    ...Object.entries(fields).map(([name, field]) => {
      const cell = typeof field === 'object' && field !== null && '$field' in field ? field.value : field;
      return { name, label: fieldLabel(name), cell };
    }),
    ...elements.map((cell, index) => ({ name: String(index), label: `[${index}]`, cell })),
    ...entries.flatMap(([key, value], index) => entryParts(key, value, index)),
    ...values.map((cell, index) => ({ name: String(index), label: `.values()[${index}]`, cell })),
  ];
}

export function isReference(cell: Cell): cell is { readonly $ref: number } {
  return typeof cell === 'object' && cell !== null && '$ref' in cell;
}

/** A map's value goes under its key where that is a primitive; else both are shown. */
function entryParts(key: Cell, value: Cell, index: number): readonly Part[] {
  if (isReference(key)) {
    return [
      { name: `key ${index}`, label: `.keys()[${index}]`, cell: key },
      { name: `value ${index}`, label: `.values()[${index}]`, cell: value },
    ];
  }
  const text = keyText(key);
  return [{ name: text, label: `.get(${text})`, cell: value }];
}

function keyText(key: Exclude<Cell, { readonly $ref: number }>): string {
  if (typeof key !== 'object' || key === null) return primitiveText(key);
  if ('$number' in key) return key.$number;
  return '$bigint' in key ? `${key.$bigint}n` : 'undefined';
}

/** Tries every part that the rest of a path may start with: one label can be the beginning of another. */
function follow(dump: Dump, cell: Cell, rest: string): readonly Cell[] {
  if (rest === '') return [cell];
  const object = isReference(cell) ? dump.objects[cell.$ref] : undefined;
  if (object === undefined) return [];
  for (const part of childrenOf(object)) {
    const cells = rest.startsWith(part.label) ? follow(dump, part.cell, rest.slice(part.label.length)) : [];
    if (cells.length > 0) return [...cells, cell];
  }
  return [];
}

function onceRead(file: string): () => Dump | null {
  let contents: { readonly dump: Dump | null } | undefined;
  return () => {
    contents ??= { dump: read(file) };
    return contents.dump;
  };
}

function read(file: string): Dump | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Dump;
  } catch {
    return null;
  }
}
