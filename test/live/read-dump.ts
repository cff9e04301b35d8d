import { readFile } from 'node:fs/promises';

/**
 * The roots of a dump file by their names without the module, as plain values: containers as themselves, instances of
 * classes as `{ $class, … }`, what is known by its name as `$name`, other kinds as `{ $kind, … }` with what they hold.
 * Sharing is kept.
 */
export async function readDump(file: string): Promise<Record<string, unknown>> {
  const { roots, objects } = JSON.parse(await readFile(file, 'utf8')) as Dump;
  const reader = new Reader(objects);
  const named = Object.entries(roots).map(([name, cell]) => [name.replace(/^.*?#/, ''), reader.read(cell)] as const);
  reader.finish();
  return Object.fromEntries(named);
}

class Reader {
  readonly #objects: Dump['objects'];
  readonly #made = new Map<number, unknown>();
  readonly #unfilled: (() => void)[] = [];

  constructor(objects: Dump['objects']) {
    this.#objects = objects;
  }

  read(cell: unknown): unknown {
    if (typeof cell !== 'object' || cell === null) return cell;
    const { $ref, $number, $bigint, $undefined, $hole, $field, value } = cell as Record<string, unknown>;
    if ($number !== undefined) return Number($number);
    if ($bigint !== undefined) return BigInt($bigint as string);
    if ($undefined) return undefined;
    if ($hole) return '$hole';
    if ($field !== undefined) return { $field, value: this.read(value) };
    if (!this.#made.has($ref as number)) this.#make($ref as number, this.#objects[$ref as number] as DumpObject);
    return this.#made.get($ref as number);
  }

  /** Fills what was met, one after the other, so that depth costs no stack. */
  finish(): void {
    for (let fill = this.#unfilled.pop(); fill; fill = this.#unfilled.pop()) fill();
  }

  #make(id: number, object: DumpObject): void {
    const keep = <Value>(value: Value, fill?: (value: Value) => void): void => {
      this.#made.set(id, value);
      if (fill) this.#unfilled.push(() => fill(value));
    };
    const { kind, fields = {}, entries = [], elements = [], values = [] } = object;
    const isPlain = object.integrity === undefined;
    if (kind === 'map' && object.class === 'Map' && isPlain) {
      keep(new Map<unknown, unknown>(), (map) => {
        for (const [key, value] of entries as [unknown, unknown][]) map.set(this.read(key), this.read(value));
      });
    } else if (kind === 'set' && object.class === 'Set' && isPlain) {
      keep(new Set<unknown>(), (set) => {
        for (const value of values) set.add(this.read(value));
      });
    } else if (kind === 'array' && object.class === 'Array' && isPlain) {
      keep<unknown[]>([], (array) => {
        for (const element of elements) array.push(this.read(element));
        Object.assign(array, this.#read(fields));
      });
    } else if (kind === 'date') keep(new Date(object['time'] as number));
    else if (kind === 'named') keep(`$${local(object['name'])}`);
    else if (kind === 'excluded') keep(`$excluded: ${String(object['why'])}`);
    else keep<Record<string, unknown>>({}, (made) => this.#fillOther(object, made));
  }

  #fillOther(object: DumpObject, made: Record<string, unknown>): void {
    const { kind, class: name, fields = {}, integrity, ...inside } = object;
    if (kind !== 'object') made['$kind'] = kind;
    if (name !== 'Object' && name !== undefined)
      made['$class'] = typeof name === 'string' ? local(name) : this.read(name);
    if (integrity !== undefined) made['$integrity'] = integrity;
    Object.defineProperties(made, Object.getOwnPropertyDescriptors(this.#read(fields)));
    for (const [key, value] of Object.entries(inside)) {
      made[key] = Array.isArray(value) ? value.map((item) => this.#readItem(item)) : this.read(value);
    }
  }

  #readItem(item: unknown): unknown {
    return Array.isArray(item) ? item.map((part) => this.read(part)) : this.read(item);
  }

  #read(fields: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(fields).map(([key, cell]) => [key, this.read(cell)]));
  }
}

function local(name: unknown): string {
  return String(name).replace(/^.*?#/, '');
}

interface Dump {
  readonly roots: Readonly<Record<string, unknown>>;
  readonly objects: Readonly<Record<number, DumpObject>>;
}

interface DumpObject extends Readonly<Record<string, unknown>> {
  readonly kind: string;
  readonly class?: unknown;
  readonly entries?: readonly unknown[];
  readonly elements?: readonly unknown[];
  readonly values?: readonly unknown[];
  readonly integrity?: string;
  readonly fields?: object;
}
