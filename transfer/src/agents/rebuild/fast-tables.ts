import type { TypePlan } from '@timeferry/analysis/transfer-plan';
import { type Column, HOLE, type Table } from '../../capture-format.ts';
import type { CaptureGraph } from '../../capture-graph.ts';
import { refAt, valueAt } from '../../capture-graph.ts';
import { ownerOf } from './allocate.ts';
import { compileFill, compileMake } from './compiled-fields.ts';
import { initializerOf } from './initial-values.ts';
import { hasPrivates } from './private-fields.ts';
import type { Transfer } from './transfer.ts';

/** How the objects of one table and one declared type are made and filled, found out once for all of them. */
export interface FastTable {
  make(id: number): object;
  /** Fills an object that `make` made, or start-up made and nothing is in. */
  fill(target: object, id: number): void;
}

/**
 * Finds the tables whose objects need none of the care that the general way takes of each: no attributes, no private
 * fields, nothing that start-up put in before. The result is the same, only sooner.
 */
export class FastTables {
  readonly #transfer: Transfer;
  readonly #graph: CaptureGraph;
  readonly #stride: number;
  readonly #known: (FastTable | null | undefined)[] = [];

  constructor(transfer: Transfer) {
    this.#transfer = transfer;
    this.#graph = transfer.source.main;
    this.#stride = transfer.plan.types.length + 1;
  }

  of(id: number): FastTable | null {
    if (id >= this.#graph.count) return null;
    const index = this.#graph.tableIndexOf(id) * this.#stride + this.#transfer.types.pairs[id]! + 1;
    let fast = this.#known[index];
    if (fast === undefined) {
      fast = this.#open(id);
      this.#known[index] = fast;
    }
    return fast;
  }

  /** For what start-up made; only a container that it left empty is as one that was made here. */
  ofAdopted(id: number, target: object): FastTable | null {
    const { kind } = this.#transfer.source.tableOf(id);
    const isEmpty =
      (kind === 'map' && mapSize.call(target) === 0) ||
      (kind === 'set' && setSize.call(target) === 0) ||
      (kind === 'array' && (target as unknown[]).length === 0);
    return isEmpty && Reflect.ownKeys(target).length === (kind === 'array' ? 1 : 0) ? this.of(id) : null;
  }

  #open(id: number): FastTable | null {
    const table = this.#graph.tableOf(id);
    switch (table.kind) {
      case 'object':
        return this.#openObjects(id, table);
      case 'array':
        return isPlain(table, 'Array') && !hasHoles(table.items[0]!)
          ? openArrays(this.#transfer, table.items[0]!)
          : null;
      case 'map':
        return isPlain(table, 'Map') ? openMaps(this.#transfer, table) : null;
      case 'set':
        return isPlain(table, 'Set') ? openSets(this.#transfer, table) : null;
      case 'date':
        return isPlain(table, 'Date') ? openDates(this.#transfer) : null;
      default:
        return null;
    }
  }

  #openObjects(id: number, table: Table): FastTable | null {
    const transfer = this.#transfer;
    if (table.fields.some(({ attributes, owner }) => attributes !== 0 || owner !== null)) return null;
    if (typeof table.proto === 'number' || table.proto === null) return null;
    const owner = ownerOf(transfer, id);
    if (owner === undefined) return null;
    const type = transfer.typeOf(id);
    const names = transfer.targetNames(id);
    const added = initialFields(transfer, type);
    if (added === null || (type && transfer.to === 'past' && type.fields.some(({ how }) => how === 'drop')))
      return null;
    const prototype = (owner ? owner.prototype : Object.prototype) as object;
    const all = [...names.filter((name) => name !== undefined), ...added.map(([name]) => name)];
    if (all.some((name) => name in prototype || (typeof name === 'string' && name.startsWith('#')))) return null;
    if (owner && !isEmpty(transfer, owner)) return null;
    const make = compileMake(prototype, all);
    const fillFields = compileFill((ref) => transfer.counterpart(ref), names, table.columns);
    const graph = this.#graph;
    return {
      make,
      fill: (target, of) => {
        fillFields(target, graph.rowOf(of));
        for (let i = 0; i < added.length; i++) (target as Record<string, unknown>)[added[i]![0]] = added[i]![1]();
      },
    };
  }
}

/** Fields that only initializers fill; null where the class has others that a fresh object may have already. */
function initialFields(
  transfer: Transfer,
  type: TypePlan | undefined,
): readonly (readonly [name: string, initial: () => unknown])[] | null {
  if (!type || transfer.to === 'past') return [];
  return type.fields.flatMap((field) => {
    if (field.how !== 'new' || field.future === null || field.initializer === null) return [];
    return [[field.future, initializerOf(field, type.key, transfer)] as const];
  });
}

/** Whether an instance that no constructor ran for has nothing in it. */
function isEmpty(transfer: Transfer, owner: Function): boolean {
  if (hasPrivates(transfer, owner)) return false;
  const sample = transfer.program.allocate?.(owner);
  return sample === undefined || Reflect.ownKeys(sample).length === 0;
}

function isPlain(table: Table, proto: string): boolean {
  return table.proto === proto && table.fields.length === 0;
}

function hasHoles({ refs }: Column): boolean {
  return refs?.includes(HOLE) ?? false;
}

/** Arrays of at most this length are copied from one that is as long, so that they take no more memory than they need. */
const LONGEST_TEMPLATE = 64;

function openArrays(transfer: Transfer, column: Column): FastTable {
  const graph = transfer.source.main;
  const isNumeric = column.refs === null && column.values instanceof Float64Array;
  const templates = Array.from({ length: LONGEST_TEMPLATE + 1 }, (_, length) =>
    new Array<unknown>(length).fill(isNumeric ? 0.5 : undefined).map((value) => value),
  );
  const cell = cellReader(transfer, column);
  return {
    make: (id) => {
      const length = graph.lengthOf(id);
      return length <= LONGEST_TEMPLATE ? arraySlice.call(templates[length]!) : [];
    },
    fill: (target, id) => {
      const array = target as unknown[];
      const start = graph.startOf(id);
      const length = graph.lengthOf(id);
      for (let i = 0; i < length; i++) array[i] = cell(start + i);
    },
  };
}

function openMaps(transfer: Transfer, table: Table): FastTable {
  const graph = transfer.source.main;
  const [key, value] = table.items.map((column) => cellReader(transfer, column));
  return {
    make: () => new Map(),
    fill: (target, id) => {
      const start = graph.startOf(id);
      const end = start + graph.lengthOf(id);
      for (let row = start; row < end; row++) mapSet.call(target as Map<unknown, unknown>, key!(row), value!(row));
    },
  };
}

function openSets(transfer: Transfer, table: Table): FastTable {
  const graph = transfer.source.main;
  const item = cellReader(transfer, table.items[0]!);
  return {
    make: () => new Set(),
    fill: (target, id) => {
      const start = graph.startOf(id);
      const end = start + graph.lengthOf(id);
      for (let row = start; row < end; row++) setAdd.call(target as Set<unknown>, item(row));
    },
  };
}

function openDates(transfer: Transfer): FastTable {
  const graph = transfer.source.main;
  return { make: (id) => new Date(graph.dataOf(id) as number), fill: () => {} };
}

/** Reads the value that a cell has in the version that is being filled. */
function cellReader(transfer: Transfer, column: Column): (row: number) => unknown {
  const { refs, values } = column;
  if (refs === null) return values ? (row) => values[row] : () => undefined;
  return (row) => {
    const ref = refAt(column, row);
    return ref >= 0 ? transfer.counterpart(ref) : valueAt(column, row);
  };
}

const arraySlice = Array.prototype.slice;
const mapSet = Map.prototype.set;
const setAdd = Set.prototype.add;
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size')!.get as () => unknown;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size')!.get as () => unknown;
