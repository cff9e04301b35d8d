import { GETTER, SETTER } from '../../capture-format.ts';
import type { PrivateField } from '../../live-program.ts';
import { inProgram } from '../program-realm.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { fieldReader } from './field-readers.ts';
import { type HiddenClasses, openHiddenClasses } from './hidden-classes.ts';
import type { Intrinsics } from './intrinsics.ts';
import { type Inside, MOST_WITH_HOLES } from './kinds.ts';
import { type Shape, Shapes } from './shapes.ts';
import type { TableBuilder, TableIndex } from './table-builder.ts';

interface Sink {
  push(column: ColumnBuilder, value: unknown): void;
}

let classes: HiddenClasses | null | undefined;

/** Null where the engine does not let hidden classes be compared. */
export function openFastObjects(sink: Sink, tables: TableIndex, intrinsics: Intrinsics): FastObjects | null {
  if (classes === undefined) classes = openHiddenClasses();
  return classes && new FastObjects(classes, sink, tables, intrinsics.objects);
}

/**
 * Reads the objects whose hidden class was met before, without asking each for its keys, attributes and insides again.
 * What is read is what the careful way reads; it only goes without the questions that the hidden class answers.
 */
export class FastObjects {
  readonly #classes: HiddenClasses;
  readonly #sink: Sink;
  readonly #shapes: Shapes;
  /** Objects that are known by name, whatever their hidden class. */
  readonly #named: readonly object[];

  constructor(known: HiddenClasses, sink: Sink, tables: TableIndex, named: readonly object[]) {
    this.#classes = known;
    this.#sink = sink;
    this.#named = named;
    this.#shapes = new Shapes(known);
    // Hidden classes belong to the realm that objects come from; a literal uses nothing that a program may have replaced.
    const exemplars = ['[0]', '[0.5]', "['']", '[, 0]', '[, 0.5]', "[, '']"].map(
      (text) => inProgram(text) as unknown[],
    );
    const above = Object.getPrototypeOf(exemplars[0]) as object;
    if (hasIndexKeys(above) || hasIndexKeys(Object.getPrototypeOf(above) as object)) return;
    for (const exemplar of exemplars) this.#add(this.#arrayShape(exemplar, tables));
  }

  /** Gives false, and has read nothing, where the object must be looked at with care. */
  read(id: number, object: object): boolean {
    return this.#shapes.find(object)?.read(id, object) ?? false;
  }

  /** Notes the shape of an object that was looked at with care. */
  learn(
    object: object,
    table: TableBuilder,
    { kind, keys }: Inside,
    privates: readonly { readonly owner: string; readonly field: PrivateField }[],
  ): void {
    if (!LEARNED.has(kind) || !this.#classes.isComplete(object)) return;
    if (table.fields.some(({ attributes }) => attributes & (GETTER | SETTER)) || keys.some(isIndex)) return;
    const own = privates.filter(({ owner, field }) =>
      table.fields.some((one) => one.owner === owner && one.key === field.name),
    );
    if (own.length + keys.length !== table.fields.length) return;
    const readFields = fieldReader(this.#sink, table.columns, keys);
    const readInside = this.#insideReader(kind, table);
    const sink = this.#sink;
    const visible = Object.keys(object).length;
    const hidden = own.map(({ field }, index) => ({ field, column: table.columns[keys.length + index]! }));
    const read = (id: number, one: object): boolean => {
      // Elements are no part of the hidden class.
      if (Object.keys(one).length !== visible) return false;
      table.ids.push(id);
      readFields(one);
      for (let i = 0; i < hidden.length; i++) sink.push(hidden[i]!.column, hidden[i]!.field.read(one));
      readInside?.(one);
      return true;
    };
    this.#add({ exemplar: object, read });
  }

  #add(shape: Shape): void {
    if (!this.#named.some((named) => this.#classes.isSame(shape.exemplar, named))) this.#shapes.add(shape);
  }

  #insideReader(kind: Inside['kind'], table: TableBuilder): ((object: object) => void) | undefined {
    const sink = this.#sink;
    const [first, second] = table.items;
    if (kind === 'date') return (object) => table.data.pushNumber(getTime.call(object as Date));
    if (kind === 'map') {
      const pushEntry = (value: unknown, key: unknown): void => {
        sink.push(first!, key);
        sink.push(second!, value);
      };
      return (object) => {
        mapForEach.call(object as Map<unknown, unknown>, pushEntry);
        table.lengths.push(mapSize.call(object) as number);
      };
    }
    if (kind !== 'set') return undefined;
    const pushItem = (value: unknown): void => sink.push(first!, value);
    return (object) => {
      setForEach.call(object as Set<unknown>, pushItem);
      table.lengths.push(setSize.call(object) as number);
    };
  }

  #arrayShape(exemplar: unknown[], tables: TableIndex): Shape {
    const read = this.#classes.hasHoles(exemplar)
      ? readWithHoles
      : typeof exemplar[0] === 'number'
        ? readNumbers
        : readItems;
    let table: TableBuilder | undefined;
    return {
      exemplar,
      read: (id, object) => {
        // One that is nearly all holes is read another way.
        if (read === readWithHoles && (object as unknown[]).length > MOST_WITH_HOLES) return false;
        table ??= tables.tableAt(tables.start('array', 'Array', 'extensible'));
        table.ids.push(id);
        table.lengths.push((object as unknown[]).length);
        read(object as unknown[], table.items[0]!, this.#sink);
        return true;
      },
    };
  }
}

/** The engine may give a literal of numbers the hidden class of any list, once such literals have held other things. */
function readNumbers(array: readonly unknown[], column: ColumnBuilder, sink: Sink): void {
  for (let i = 0; i < array.length; i++) {
    const value = array[i];
    if (typeof value === 'number') column.pushNumber(value);
    else sink.push(column, value);
  }
}

function readItems(array: readonly unknown[], column: ColumnBuilder, sink: Sink): void {
  for (let i = 0; i < array.length; i++) sink.push(column, array[i]);
}

/** Nothing above an array has elements, so what is undefined and not its own is a hole. */
function readWithHoles(array: readonly unknown[], column: ColumnBuilder, sink: Sink): void {
  for (let i = 0; i < array.length; i++) {
    const value = array[i];
    if (value === undefined && !Object.hasOwn(array, i)) column.pushHole();
    else sink.push(column, value);
  }
}

function hasIndexKeys(object: object): boolean {
  return Reflect.ownKeys(object).some(isIndex);
}

function isIndex(key: string | symbol): boolean {
  return typeof key === 'string' && String(Number(key) >>> 0) === key;
}

const LEARNED: ReadonlySet<Inside['kind']> = new Set(['object', 'map', 'set', 'date']);
const getTime = Date.prototype.getTime;
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size')!.get as () => unknown;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size')!.get as () => unknown;
