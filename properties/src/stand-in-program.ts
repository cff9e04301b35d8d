import type { ObjectType, StateField, StateModel } from '@timeferry/analysis/state-model';
import type { LiveProgram, LiveRoot, PrivateField } from '@timeferry/transfer/live-program';

/**
 * A program that holds one root and has an empty class in the place of each class of a version, with its `#private`
 * fields, and a function that does nothing in the place of each of its functions. No code of the program is needed.
 */
export class StandInProgram implements LiveProgram {
  readonly roots: ReadonlyMap<string, LiveRoot>;
  value: unknown;
  readonly #model: StateModel;
  readonly #classes = new Map<string, Function>();
  readonly #functions = new Map<string, Function>();
  readonly #names = new Map<Function, string>();
  readonly #privates = new Map<Function, readonly PrivateField[]>();

  constructor(model: StateModel, root: string) {
    this.#model = model;
    const live: LiveRoot = {
      name: root,
      read: () => this.value,
      write: (value) => {
        this.value = value;
      },
    };
    this.roots = new Map([[root, live]]);
    for (const type of model.types.values()) if (type.declaredAs === 'class') this.#declare(type);
    for (const name of model.callables ?? []) this.#nameFunction(name);
    for (const name of namedFunctions(model)) this.#nameFunction(name);
  }

  nameOf(callable: Function): string | undefined {
    return this.#names.get(callable);
  }

  find(name: string): Function | undefined {
    return this.#classes.get(name) ?? this.#functions.get(name);
  }

  privatesOf(callable: Function): readonly PrivateField[] {
    return this.#privates.get(callable) ?? [];
  }

  /** Its functions capture nothing. */
  capturesOf(): readonly LiveRoot[] {
    return [];
  }

  allocate(callable: Function): object {
    const made = Reflect.construct(builtinBelow(callable), [], callable) as object;
    for (const field of this.#privatesAlong(callable)) field.write!(made, undefined);
    return made;
  }

  /** A new object of a type, without its fields. */
  instance(type: string, bare: boolean): object {
    const owner = this.#classes.get(classNameOf(type));
    if (owner && this.#model.types.get(type)?.declaredAs === 'class') return this.allocate(owner);
    return (bare ? Object.create(null) : {}) as object;
  }

  /** The class that stands in for one of the version's. */
  classOf(type: string): Function | undefined {
    return this.#classes.get(classNameOf(type));
  }

  /** Sets a field as the program would, a private one where it belongs; runs no setter. */
  setField(target: unknown, name: string, value: unknown): void {
    const field = name.startsWith('#') ? this.#privateField(target as object, name) : undefined;
    if (field) field.write!(target as object, value);
    else Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  }

  /** What a field holds, and whether it is there. */
  readField(target: object, name: string): { readonly isThere: boolean; readonly value?: unknown } {
    const field = name.startsWith('#') ? this.#privateField(target, name) : undefined;
    if (field) return { isThere: true, value: field.read(target) };
    const own = Object.getOwnPropertyDescriptor(target, name);
    return own ? { isThere: true, value: own.value as unknown } : { isThere: false };
  }

  /** Names of the `#private` fields that an object has. */
  privateNames(target: object): string[] {
    const owner = (Object.getPrototypeOf(target) as object | null)?.constructor;
    return typeof owner === 'function' ? this.#privatesAlong(owner).map((field) => field.name) : [];
  }

  #privateField(target: object, name: string): PrivateField | undefined {
    const owner = (Object.getPrototypeOf(target) as object | null)?.constructor;
    return typeof owner === 'function' ? this.#privatesAlong(owner).find((field) => field.name === name) : undefined;
  }

  #privatesAlong(callable: Function): PrivateField[] {
    const found: PrivateField[] = [];
    for (let at: unknown = callable; typeof at === 'function'; at = Object.getPrototypeOf(at)) {
      found.push(...this.privatesOf(at));
    }
    return found;
  }

  #declare(type: ObjectType): Function {
    const name = classNameOf(type.name);
    const owner = this.#classOf(name, type.bases, type);
    const hashes = type.fields.filter((field) => field.access === 'hash');
    for (const field of hashes) this.#addPrivate(declarerOf(field, type, name), field);
    return owner;
  }

  #addPrivate(owner: string, field: StateField): void {
    const callable = this.#classes.get(owner);
    if (!callable || this.privatesOf(callable).some((known) => known.name === field.name)) return;
    this.#privates.set(callable, [...this.privatesOf(callable), privateField(field.name)]);
  }

  #classOf(name: string, bases: readonly string[], type: ObjectType | undefined): Function {
    const known = this.#classes.get(name);
    if (known) return known;
    const [base, ...further] = bases.map(classNameOf);
    const parent = base?.includes('#')
      ? this.#classOf(base, further, this.#model.types.get(base))
      : CONTAINERS[type?.contents?.kind as keyof typeof CONTAINERS];
    const made = parent ? class extends (parent as ObjectConstructor) {} : class {};
    Object.defineProperty(made, 'name', { value: name.slice(name.indexOf('#') + 1) });
    this.#classes.set(name, made);
    this.#names.set(made, name);
    return made;
  }

  #nameFunction(name: string): void {
    if (this.#functions.has(name) || this.#classes.has(name)) return;
    const made = () => {};
    this.#functions.set(name, made);
    this.#names.set(made, name);
  }
}

const CONTAINERS = { map: Map, set: Set, array: Array, date: Date };

/** `module#Box<string>` -> `module#Box`: instances know their class, not its type arguments. */
export function classNameOf(type: string): string {
  const open = type.indexOf('<', type.indexOf('#'));
  return open < 0 ? type : type.slice(0, open);
}

function declarerOf(field: StateField, type: ObjectType, own: string): string {
  if (field.declaredIn === undefined) return own;
  const bases = type.bases.map(classNameOf);
  return bases.find((base) => base === field.declaredIn || base.endsWith(`#${field.declaredIn}`)) ?? own;
}

/** The nearest constructor of the runtime in the chain of a class. */
function builtinBelow(callable: Function): Function {
  for (let at: unknown = callable; typeof at === 'function'; at = Object.getPrototypeOf(at)) {
    if (Object.values(CONTAINERS).includes(at as never)) return at;
  }
  return Object;
}

function privateField(name: string): PrivateField {
  const values = new WeakMap<object, unknown>();
  return {
    name,
    read: (object) => {
      if (!values.has(object)) throw new TypeError(`The object has no private field ${name}.`);
      return values.get(object);
    },
    write: (object, value) => {
      values.set(object, value);
    },
  };
}

function namedFunctions(model: StateModel): string[] {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('named' in part && Array.isArray(part.named)) for (const name of part.named) found.add(name as string);
    for (const inner of Object.values(part)) visit(inner);
  };
  for (const type of model.types.values()) for (const field of type.fields) visit(field.type);
  for (const root of model.roots) visit(root.type);
  return [...found];
}
