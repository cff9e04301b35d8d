import type { ObjectType, StateField, StateModel, StateType } from '@timeferry/analysis/state-model';
import {
  type Column,
  GETTER,
  HOLE,
  type NodeKind,
  PRIMITIVE,
  type Prototype,
  SETTER,
  type Table,
} from './capture-format.ts';
import { type CaptureGraph, type Cell, cellAt, fieldCell, fieldIndex, valueAt } from './capture-graph.ts';
import { classNamed, isOfKind } from './declared-kinds.ts';
import { type EdgeLabel, fieldLabel, itemLabel } from './graph-edges.ts';

/** A captured value that is not of the type declared for its place. */
export interface Violation {
  /** Name of the type that declares the field; the root's name, with an empty field, outside of any type. */
  readonly type: string;
  readonly field: string;
  /** The object that holds the value, -1 for the value of a root, and how the path goes on from there. */
  readonly owner: number;
  readonly label: string;
  readonly cell: Cell;
  /** The declared type of the field or root, as its author spelt it. */
  readonly typeText: string;
}

/** Which roots and fields are looked at: what a version fills by itself is its own business. */
export interface Scope {
  root(name: string): boolean;
  field(type: string, field: string): boolean;
}

/**
 * Finds every value reachable from the roots that is not of its declared type. Walks the captured graph by the types of the
 * version's own declarations, each object once for each type that it is declared as; what no type describes is passed by.
 */
export function findViolations(
  graph: CaptureGraph,
  model: StateModel,
  scope: Scope,
  found: (violation: Violation) => void,
): void {
  const walk = new DeclaredWalk(graph, model, scope, found);
  for (const root of model.roots) {
    const cell = graph.rootCell(root.name);
    if (!cell || cell.id === HOLE || !scope.root(root.name)) continue;
    walk.check(cell, root.type, { type: root.name, field: '', typeText: root.typeText }, -1, () => root.name);
  }
  walk.run();
}

/** The declaration that a value belongs to; items of containers belong to the field or root that holds the container. */
type Context = Pick<Violation, 'type' | 'field' | 'typeText'>;

/** A field that has to be looked at in each row of a table, for some row of it is not plainly right. */
interface Looked {
  readonly field: StateField;
  readonly context: Context;
  readonly column: Column | null;
}

class DeclaredWalk {
  readonly #graph: CaptureGraph;
  readonly #model: StateModel;
  readonly #scope: Scope;
  readonly #found: (violation: Violation) => void;
  readonly #seen = new Map<StateType | ObjectType, Uint8Array>();
  readonly #looked = new Map<ObjectType, Map<number, readonly Looked[]>>();
  /** Objects to look into, each with the type that it is declared as. First in, first out, so that what is found first has a short path. */
  readonly #ids: number[] = [];
  readonly #types: StateType[] = [];
  readonly #contexts: Context[] = [];
  readonly #admitting = new Map<string, 'any' | 'own' | 'some'>();
  readonly #soleMembers = new Map<StateType, StateType | undefined>();
  readonly #plainColumns = new Map<Column, Map<StateType, boolean>>();

  constructor(graph: CaptureGraph, model: StateModel, scope: Scope, found: (violation: Violation) => void) {
    this.#graph = graph;
    this.#model = model;
    this.#scope = scope;
    this.#found = found;
  }

  /** Looks at a value, and notes what has to be looked at inside it. */
  check(cell: Cell, type: StateType, context: Context, owner: number, label: EdgeLabel): void {
    if (!isOfKind(cell, type, this.#graph, this.#model)) {
      this.#found({ ...context, owner, label: label(), cell });
      return;
    }
    if (cell.id < 0) return;
    const member = this.#memberOf(cell, type);
    if (member) this.#lookInto(cell.id, member, context);
  }

  run(): void {
    for (let next = 0; next < this.#ids.length; next++) {
      this.#visit(this.#ids[next]!, this.#types[next]!, this.#contexts[next]!);
    }
  }

  #lookInto(id: number, type: StateType, context: Context): void {
    const [items] = this.#graph.tableOf(id).items;
    const isSettled = type.kind === 'array' && items !== undefined && this.#isPlainlyRight(items, type.element);
    if (isSettled || !CONTAINING.has(type.kind) || !this.#isNew(id, type)) return;
    this.#ids.push(id);
    this.#types.push(type);
    this.#contexts.push(context);
  }

  /** Whether a cell holds an object that is plainly of a type, which is then looked into: most are, and need no more questions. */
  #isPlainly({ refs }: Column, row: number, type: StateType, context: Context): boolean {
    const id = refs === null ? -1 : refs[row]!;
    const member = type.kind === 'union' && id >= 0 ? this.#soleMemberOf(type) : type;
    if (id < 0 || !member) return false;
    const { kind, proto } = this.#graph.tableOf(id);
    const isPlain =
      member.kind === 'object'
        ? this.#isPlainlyOf(kind, proto, member.type)
        : kind === member.kind && KNOWN_BY_KIND.has(kind);
    if (isPlain) this.#lookInto(id, member, context);
    return isPlain;
  }

  #isPlainlyOf(kind: NodeKind, proto: Prototype, name: string): boolean {
    let declared = this.#admitting.get(name);
    if (declared === undefined) {
      declared = admittingObjects(this.#model.types.get(name));
      this.#admitting.set(name, declared);
    }
    return declared === 'any' ? kind === 'object' || kind === 'entries' : declared === 'own' && proto === name;
  }

  /** The one member of a union that an object can be of, whatever object it is. */
  #soleMemberOf(type: Extract<StateType, { kind: 'union' }>): StateType | undefined {
    if (!this.#soleMembers.has(type)) {
      const members = type.members.filter((member) => !PRIMITIVES.has(member.kind));
      const [sole] = members;
      this.#soleMembers.set(type, members.length === 1 && sole?.kind !== 'union' ? sole : undefined);
    }
    return this.#soleMembers.get(type);
  }

  /** The one member of a union that a value can be of; where several remain, none is looked into. */
  #memberOf(cell: Cell, type: StateType): StateType | undefined {
    if (type.kind !== 'union') return type;
    const members = type.members.filter((member) => isOfKind(cell, member, this.#graph, this.#model));
    return members.length === 1 ? this.#memberOf(cell, members[0]!) : undefined;
  }

  #isNew(id: number, type: StateType): boolean {
    const key = type.kind === 'object' ? (this.#model.types.get(type.type) ?? type) : type;
    let seen = this.#seen.get(key);
    if (!seen) {
      seen = new Uint8Array((this.#graph.count >> 3) + 1);
      this.#seen.set(key, seen);
    }
    const bit = 1 << (id & 7);
    if (seen[id >> 3]! & bit) return false;
    seen[id >> 3]! |= bit;
    return true;
  }

  #visit(id: number, type: StateType, context: Context): void {
    switch (type.kind) {
      case 'object':
        this.#visitObject(id, type.type, context);
        return;
      case 'array':
      case 'set':
        this.#visitItems(id, [type.element], context);
        return;
      case 'map':
        this.#visitItems(id, [type.key, type.value], context);
        return;
      case 'tuple':
        this.#visitTuple(id, type, context);
    }
  }

  #visitItems(id: number, types: readonly StateType[], context: Context): void {
    const { items } = this.#graph.tableOf(id);
    const length = this.#graph.lengthOf(id);
    for (let which = 0; which < items.length; which++) {
      const type = types[which];
      if (!type || this.#isPlainlyRight(items[which]!, type)) continue;
      for (let index = 0; index < length; index++) this.#visitItem(id, which, index, type, context);
    }
  }

  #visitItem(id: number, which: number, index: number, type: StateType, context: Context): void {
    const column = this.#graph.tableOf(id).items[which]!;
    const row = this.#graph.startOf(id) + index;
    if (this.#isPlainly(column, row, type, context)) return;
    this.check(cellAt(column, row), type, context, id, () => itemLabel(this.#graph, id, which, index));
  }

  #visitTuple(id: number, type: Extract<StateType, { kind: 'tuple' }>, context: Context): void {
    const rest = type.slots.find((slot) => slot.form === 'rest');
    const required = type.slots.filter((slot) => slot.form === 'required').length;
    const length = this.#graph.lengthOf(id);
    if (length < required || (!rest && length > type.slots.length)) {
      this.#found({ ...context, owner: id, label: '', cell: { id, value: undefined } });
      return;
    }
    for (let index = 0; index < length; index++) {
      const slot = type.slots[index] ?? rest;
      if (slot) this.#visitItem(id, 0, index, slot.type, context);
    }
  }

  #visitObject(id: number, name: string, context: Context): void {
    const table = this.#graph.tableOf(id);
    const own = typeof table.proto === 'string' ? classNamed(table.proto, this.#model) : undefined;
    const type = own ?? this.#model.types.get(name);
    if (!type) return;
    if (type.contents) this.#visit(id, type.contents, { ...context, type: type.name, field: '' });
    if (table.kind !== 'object' && table.kind !== 'entries') return;
    for (const looked of this.#lookedAt(id, table, type)) this.#visitField(id, looked);
    if (type.index) this.#visitIndex(id, table, type, context.typeText);
  }

  #visitField(id: number, { field, context, column }: Looked): void {
    const row = this.#graph.rowOf(id);
    if (column && this.#isPlainly(column, row, field.type, context)) return;
    const cell = column ? cellAt(column, row) : fieldCell(this.#graph, id, field.name);
    const label = () => fieldLabel(field.name);
    if (field.optional && (cell.id === HOLE || (cell.id === PRIMITIVE && cell.value === undefined))) return;
    if (cell.id !== HOLE) this.check(cell, field.type, context, id, label);
    else if (!mayBeMissing(field)) this.#found({ ...context, owner: id, label: label(), cell });
  }

  /** The fields of a type that the rows of a table are looked at for: those of primitives are settled for all rows at once. */
  #lookedAt(id: number, table: Table, type: ObjectType): readonly Looked[] {
    const index = this.#graph.tableIndexOf(id);
    let byTable = this.#looked.get(type);
    if (!byTable) {
      byTable = new Map();
      this.#looked.set(type, byTable);
    }
    let looked = byTable.get(index);
    if (!looked) {
      looked = type.fields.flatMap((field) => this.#look(table, type, field));
      byTable.set(index, looked);
    }
    return looked;
  }

  #look(table: Table, type: ObjectType, field: StateField): Looked[] {
    if (!this.#scope.field(type.name, field.name)) return [];
    const context = { type: type.name, field: field.name, typeText: field.typeText };
    const at = fieldIndex(table, field.name);
    if (at === -1) return [{ field, context, column: null }];
    if (table.fields[at]!.attributes & (GETTER | SETTER)) return [];
    const column = table.columns[at]!;
    return this.#isPlainlyRight(column, field.type) ? [] : [{ field, context, column }];
  }

  /** Whether a column holds primitives alone, all of a type. */
  #isPlainlyRight(column: Column, type: StateType): boolean {
    if (column.refs) return false;
    let byType = this.#plainColumns.get(column);
    if (!byType) {
      byType = new Map();
      this.#plainColumns.set(column, byType);
    }
    let isRight = byType.get(type);
    if (isRight === undefined) {
      isRight = this.#admitsAll(column.values ?? [], type);
      byType.set(type, isRight);
    }
    return isRight;
  }

  #admitsAll(values: readonly unknown[] | Float64Array, type: StateType): boolean {
    const names = primitivesOf(type);
    if (values instanceof Float64Array && names.has('number')) return true;
    for (let row = 0; row < values.length; row++) {
      if (names.has(typeof values[row])) continue;
      if (!isOfKind({ id: PRIMITIVE, value: values[row] }, type, this.#graph, this.#model)) return false;
    }
    return true;
  }

  #visitIndex(id: number, table: Table, type: ObjectType, typeText: string): void {
    const named = new Set(type.fields.map((field) => field.name));
    const context = { type: type.name, field: '', typeText };
    const row = this.#graph.rowOf(id);
    const check = (key: unknown, cell: Cell) => {
      if (typeof key === 'string' && !named.has(key)) this.check(cell, type.index!, context, id, () => fieldLabel(key));
    };
    table.fields.forEach(({ key, attributes }, at) => {
      if (attributes === 0) check(key, cellAt(table.columns[at]!, row));
    });
    if (table.kind !== 'entries') return;
    const [keys, values] = table.items;
    const start = this.#graph.startOf(id);
    for (let at = start; at < start + this.#graph.lengthOf(id); at++) check(valueAt(keys!, at), cellAt(values!, at));
  }
}

/** Types whose values have something inside that may be wrong. */
const CONTAINING: ReadonlySet<string> = new Set(['object', 'array', 'set', 'map', 'tuple']);

/** Of these the kind of the captured object says all that is known at first sight. */
const KNOWN_BY_KIND: ReadonlySet<string> = new Set(['array', 'set', 'map', 'date']);

/** Types that no object is of. */
const PRIMITIVES: ReadonlySet<StateType['kind']> = new Set(['primitive', 'literal', 'enum', 'template']);

/** Which objects are plainly of a type: any, instances of the class itself, or only some that have to be looked at. */
function admittingObjects(type: ObjectType | undefined): 'any' | 'own' | 'some' {
  if (!type) return 'some';
  if (type.declaredAs === 'class') return 'own';
  return type.fields.some(({ type: { kind }, optional }) => kind === 'literal' && !optional) ? 'some' : 'any';
}

/** What `typeof` says of the values that a type admits all of. */
function primitivesOf(type: StateType): ReadonlySet<string> {
  const members = type.kind === 'union' ? type.members : [type];
  return new Set(members.flatMap((member) => (member.kind === 'primitive' ? member.name : [])));
}

/** Symbol keys are not found by name, and what no capture shows may be there all the same. */
function mayBeMissing({ name, type }: StateField): boolean {
  const members = type.kind === 'union' ? type.members : [type];
  return (
    name.startsWith('[') ||
    members.some((member) =>
      member.kind === 'primitive' ? member.name === 'undefined' : SHOWN_NOWHERE.has(member.kind),
    )
  );
}

/** A method signature is a function-typed field, which a prototype may provide. */
const SHOWN_NOWHERE: ReadonlySet<StateType['kind']> = new Set(['opaque', 'weak', 'promise', 'unmovable', 'function']);
