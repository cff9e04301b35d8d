import type { Shape } from '@timeferry/analysis/shape';
import type { FieldPlan, TransferPlan, TypePlan } from '@timeferry/analysis/transfer-plan';
import type { Table } from './capture-format.ts';
import { type CaptureGraph, valueAt } from './capture-graph.ts';
import { isToldByTable, resolveShape } from './graph-tests.ts';

/** The version whose objects a capture holds: the reversed process runs the past one. */
export type Side = 'past' | 'future';

/** What the plan says about each object of one capture. */
export interface GraphTypes {
  /** The pair of an object, by its index in `plan.types`; -1 where no type is known. */
  readonly pairs: Int32Array;
  /** The shape that each object was reached by. */
  readonly shapes: readonly (Shape | undefined)[];
  /** Says what shape an object has that nothing but a mapper tells, and types what it reaches. */
  declare(id: number, shape: Shape): void;
}

const VALUE: Shape = { kind: 'value' };

/**
 * Types a capture by the plan. Instances are known by their class; plain objects and containers by the shape that leads
 * to them, where a declared type wins over "walked by its actual value".
 */
export function typeGraph(graph: CaptureGraph, plan: TransferPlan, side: Side): GraphTypes {
  const typing = new Typing(graph, plan, side);
  for (const root of plan.roots) {
    const name = root[side];
    const cell = name === null ? undefined : graph.rootCell(name);
    if (cell) typing.reach(cell.id, root.shape);
  }
  typing.run();
  return typing;
}

class Typing implements GraphTypes {
  readonly pairs: Int32Array;
  readonly shapes: (Shape | undefined)[];
  readonly #graph: CaptureGraph;
  readonly #plan: TransferPlan;
  readonly #side: Side;
  readonly #queue: number[] = [];
  readonly #byKey: ReadonlyMap<string, number>;
  readonly #byClass: ReadonlyMap<string, number>;
  /** By shape, and then by table. */
  readonly #ways = new Map<Shape, (Way | undefined)[]>();
  readonly #members = new Map<Shape, (Shape | undefined)[]>();

  constructor(graph: CaptureGraph, plan: TransferPlan, side: Side) {
    this.#graph = graph;
    this.#plan = plan;
    this.#side = side;
    this.pairs = new Int32Array(graph.count).fill(-1);
    this.shapes = new Array<Shape | undefined>(graph.count).fill(undefined);
    this.#byKey = new Map(plan.types.map((type, index) => [type.key, index]));
    this.#byClass = classIndex(plan, side);
  }

  reach(id: number, shape: Shape): void {
    if (id < 0) return;
    const known = this.shapes[id];
    if (known !== undefined && (known.kind !== 'value' || shape.kind === 'value')) return;
    const resolved = shape.kind === 'union' ? this.#memberOf(id, shape) : shape;
    if (known !== undefined && resolved.kind === 'value') return;
    this.shapes[id] = resolved;
    this.#queue.push(id);
  }

  declare(id: number, shape: Shape): void {
    this.reach(id, shape);
    this.run();
  }

  run(): void {
    for (let id = this.#queue.pop(); id !== undefined; id = this.#queue.pop()) this.#visit(id, this.shapes[id]!);
  }

  #visit(id: number, shape: Shape): void {
    const way = this.#wayOf(id, shape);
    this.pairs[id] = way.pair;
    const row = this.#graph.rowOf(id);
    for (let i = 0; i < way.fields.length; i++) {
      const { refs, shape: inner } = way.fields[i]!;
      if (refs[row]! >= 0) this.reach(refs[row]!, inner);
    }
    const { proto } = way.table;
    if (typeof proto === 'number') this.reach(proto, VALUE);
    this.#visitItems(id, way.table, way.items ?? this.#entryShapes(id, way.pair));
  }

  #visitItems(id: number, table: Table, shapeOf: (column: number, index: number) => Shape): void {
    const start = this.#graph.startOf(id);
    const length = this.#graph.lengthOf(id);
    for (let which = 0; which < table.items.length; which++) {
      const { refs } = table.items[which]!;
      if (!refs) continue;
      for (let i = 0; i < length; i++) {
        if (refs[start + i]! >= 0) this.reach(refs[start + i]!, shapeOf(which, i));
      }
    }
  }

  /** How objects of a table go on that were reached by a shape, found out once for all of them. */
  #wayOf(id: number, shape: Shape): Way {
    let byTable = this.#ways.get(shape);
    if (!byTable) {
      byTable = [];
      this.#ways.set(shape, byTable);
    }
    const index = this.#graph.tableIndexOf(id);
    byTable[index] ??= this.#findWay(this.#graph.tableOf(id), shape);
    return byTable[index];
  }

  #findWay(table: Table, shape: Shape): Way {
    const pair = this.#pairOf(table, shape);
    const shapes = this.#shapesOfColumns(table, pair, shape);
    const fields = table.columns.flatMap(({ refs }, i) => (refs ? [{ refs, shape: shapes[i]! }] : []));
    const isByKey = pair !== -1 && table.kind === 'entries';
    return { table, pair, fields, items: isByKey ? null : itemShapes(table, shape) };
  }

  /** The member of a union that an object belongs to; for many unions its table tells. */
  #memberOf(id: number, shape: Extract<Shape, { kind: 'union' }>): Shape {
    const cell = { id, value: undefined };
    if (!isToldByTable(shape, this.#graph.tableOf(id))) return resolveShape(shape, this.#graph, cell);
    let byTable = this.#members.get(shape);
    if (!byTable) {
      byTable = [];
      this.#members.set(shape, byTable);
    }
    const index = this.#graph.tableIndexOf(id);
    byTable[index] ??= resolveShape(shape, this.#graph, cell);
    return byTable[index];
  }

  #pairOf(table: Table, shape: Shape): number {
    const declared = shape.kind === 'object' ? (this.#byKey.get(shape.type) ?? -1) : -1;
    if (typeof table.proto !== 'string' || !table.proto.includes('#')) return declared;
    const isDeclared = declared !== -1 && classOf(this.#plan.types[declared]!, this.#side) === table.proto;
    return isDeclared ? declared : (this.#byClass.get(table.proto) ?? -1);
  }

  #entryShapes(id: number, pair: number): (column: number, index: number) => Shape {
    const type = this.#plan.types[pair]!;
    const keys = this.#graph.tableOf(id).items[0]!;
    const start = this.#graph.startOf(id);
    return (column, index) => {
      const key = valueAt(keys, start + index);
      return (column === 1 && fieldPlan(type, this.#side, String(key))?.shape) || type.index || VALUE;
    };
  }

  #shapesOfColumns(table: Table, pair: number, shape: Shape): readonly Shape[] {
    const other = shape.kind === 'record' ? shape.value : VALUE;
    if (pair === -1) return table.fields.map(() => other);
    const type = this.#plan.types[pair]!;
    return table.fields.map((field) => fieldPlan(type, this.#side, field.key)?.shape ?? type.index ?? VALUE);
  }
}

/** What objects of one table that were reached by one shape lead to, and by which shapes. */
interface Way {
  readonly table: Table;
  readonly pair: number;
  readonly fields: readonly { readonly refs: Int32Array; readonly shape: Shape }[];
  /** Null where it depends on their keys. */
  readonly items: ((column: number, index: number) => Shape) | null;
}

/** The plan of a field of one version, by its real name. */
export function fieldPlan(type: TypePlan, side: Side, key: string | number): FieldPlan | undefined {
  return typeof key === 'string' ? type.fields.find((field) => field[side] === key) : undefined;
}

export function classOf(type: TypePlan, side: Side): string | null {
  return side === 'past' ? type.pastClass : type.futureClass;
}

/** Which pair instances of a class belong to; of several instantiations of a generic class, the first. */
function classIndex(plan: TransferPlan, side: Side): Map<string, number> {
  const result = new Map<string, number>();
  plan.types.forEach((type, index) => {
    const name = classOf(type, side);
    if (name !== null && !result.has(name)) result.set(name, index);
  });
  return result;
}

/** The shape of each item; an object whose kind is not what the declared type says is walked by its actual value. */
function itemShapes(table: Table, shape: Shape): (column: number, index: number) => Shape {
  if (table.kind === 'map' && shape.kind === 'map') return (column) => (column === 0 ? shape.key : shape.value);
  if (table.kind === 'set' && shape.kind === 'set') return () => shape.element;
  if (table.kind === 'entries' && shape.kind === 'record') return (column) => (column === 1 ? shape.value : VALUE);
  if (table.kind !== 'array') return () => VALUE;
  if (shape.kind === 'array') return () => shape.element;
  if (shape.kind !== 'tuple') return () => VALUE;
  return (_, index) => shape.slots[index] ?? shape.rest ?? VALUE;
}
