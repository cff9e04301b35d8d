import { types } from 'node:util';
import type { StandInProgram } from './stand-in-program.ts';

/** A value as JavaScript that makes it: what stands at several places, or inside of itself, is declared first. */
export interface PrintedValue {
  readonly declarations: readonly string[];
  readonly expression: string;
}

/** Prints a value as JavaScript. Instances of the program's classes are plain objects, as mappers see them. */
export function printValue(value: unknown, program: StandInProgram): PrintedValue {
  return new ValuePrinter(value, program).print();
}

/** Items of a long collection that are printed. */
const MOST = 1000;

class ValuePrinter {
  readonly #value: unknown;
  readonly #program: StandInProgram;
  readonly #names = new Map<unknown, string>();
  readonly #privates = new Map<unknown, readonly (readonly [string, unknown])[]>();

  constructor(value: unknown, program: StandInProgram) {
    this.#value = value;
    this.#program = program;
    this.#nameShared();
  }

  print(): PrintedValue {
    const shared = [...this.#names];
    const made = shared.map(([object, name]) => `const ${name} = ${this.#empty(object as object)};`);
    const filled = shared.flatMap(([object, name]) => this.#fill(object as object, name));
    return { declarations: [...made, ...filled], expression: this.#of(this.#value) };
  }

  /** Objects that are met twice get a name. */
  #nameShared(): void {
    const seen = new Set<unknown>();
    const waiting: unknown[] = [this.#value];
    for (let at = waiting.pop(); waiting.length > 0 || at !== undefined; at = waiting.pop()) {
      if (typeof at !== 'object' || at === null) continue;
      if (seen.has(at)) {
        if (isFillable(at) || types.isDate(at)) this.#names.set(at, '');
        continue;
      }
      seen.add(at);
      waiting.push(...this.#partsOf(at).reverse());
    }
    let count = 0;
    for (const object of this.#names.keys()) this.#names.set(object, `shared${++count}`);
  }

  #partsOf(object: object): unknown[] {
    const parts: unknown[] = this.#fieldsOf(object).map(([, value]) => value);
    if (types.isMap(object)) for (const [key, value] of object) parts.push(key, value);
    if (types.isSet(object)) parts.push(...object);
    return parts;
  }

  #of(value: unknown): string {
    return this.#names.get(value) ?? this.#whole(value);
  }

  #whole(value: unknown): string {
    if (typeof value !== 'object' || value === null) return printLeaf(value, this.#program);
    if (Array.isArray(value)) return this.#list(value);
    if (types.isMap(value)) {
      const entries = [...value].slice(0, MOST).map(([key, held]) => `[${this.#of(key)}, ${this.#of(held)}]`);
      return `new Map([${entries.join(', ')}])`;
    }
    if (types.isSet(value))
      return `new Set([${[...value]
        .slice(0, MOST)
        .map((item) => this.#of(item))
        .join(', ')}])`;
    return printBuiltin(value) ?? this.#object(value);
  }

  #list(list: readonly unknown[]): string {
    const items = Array.from({ length: Math.min(list.length, MOST) }, (_, index) =>
      index in list ? this.#of(list[index]) : '',
    );
    const last = items.length > 0 && items.at(-1) === '' ? ',' : '';
    return `[${items.join(', ')}${last}]`;
  }

  #object(object: object): string {
    const fields = this.#fieldsOf(object).map(([key, value]) => `${printKey(key)}: ${this.#of(value)}`);
    if (Object.getPrototypeOf(object) === null) fields.unshift('__proto__: null');
    return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
  }

  #empty(object: object): string {
    if (Array.isArray(object)) return '[]';
    if (types.isMap(object)) return 'new Map()';
    if (types.isSet(object)) return 'new Set()';
    if (types.isDate(object)) return printBuiltin(object)!;
    return Object.getPrototypeOf(object) === null ? '{ __proto__: null }' : '{}';
  }

  #fill(object: object, name: string): string[] {
    if (types.isDate(object)) return [];
    if (types.isMap(object))
      return [...object].map(([key, value]) => `${name}.set(${this.#of(key)}, ${this.#of(value)});`);
    if (types.isSet(object)) return [...object].map((item) => `${name}.add(${this.#of(item)});`);
    const fields = this.#fieldsOf(object).map(
      ([key, value]) => `${name}[${JSON.stringify(key)}] = ${this.#of(value)};`,
    );
    return Array.isArray(object) ? [...fields, `${name}.length = ${object.length};`] : fields;
  }

  #fieldsOf(object: object): readonly (readonly [string, unknown])[] {
    const known = this.#privates.get(object);
    if (known) return known;
    const fields = isFillable(object)
      ? [...Object.keys(object), ...this.#program.privateNames(object)].map(
          (key) => [key, this.#program.readField(object, key).value] as const,
        )
      : [];
    this.#privates.set(object, fields);
    return fields;
  }
}

/** What has fields or items of its own to be filled in after it was made. */
function isFillable(object: object): boolean {
  return Array.isArray(object) || types.isMap(object) || types.isSet(object) || printBuiltin(object) === null;
}

function printLeaf(value: unknown, program: StandInProgram): string {
  switch (typeof value) {
    case 'string':
      return printText(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return Symbol.keyFor(value) === undefined
        ? printSymbol(value)
        : `Symbol.for(${printText(value.description ?? '')})`;
    case 'function':
      return `() => {} /* ${program.nameOf(value) ?? value.name} */`;
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
}

function printSymbol(symbol: symbol): string {
  const description = symbol.description ?? '';
  return description.startsWith('Symbol.') ? description : `Symbol(${printText(description)})`;
}

/** In single quotes where that needs no escape, lone surrogates always escaped. */
function printText(text: string): string {
  const quoted = JSON.stringify(text);
  return /['\\]/.test(quoted) ? quoted : `'${quoted.slice(1, -1)}'`;
}

function printKey(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : printText(key);
}

/** An object that is made whole; `null` for one with fields of its own. */
function printBuiltin(object: object): string | null {
  if (types.isDate(object)) return `new Date(${object.getTime()})`;
  if (types.isRegExp(object)) return String(object);
  if (types.isNativeError(object)) return `new ${object.name}(${printText(object.message)})`;
  if (types.isBoxedPrimitive(object)) return `Object(${String(object)})`;
  if (types.isTypedArray(object))
    return `new ${object.constructor.name}([${[...object].map((item) => (typeof item === 'bigint' ? `${item}n` : item)).join(', ')}])`;
  if (types.isAnyArrayBuffer(object)) return `new ${object.constructor.name}(${object.byteLength})`;
  if (object instanceof DataView) return `new DataView(new ArrayBuffer(${object.byteLength}))`;
  if (object instanceof URL) return `new URL(${printText(object.href)})`;
  if (object instanceof URLSearchParams) return `new URLSearchParams(${printText(String(object))})`;
  if (types.isPromise(object)) return 'Promise.resolve()';
  if (types.isWeakMap(object)) return 'new WeakMap()';
  return types.isWeakSet(object) ? 'new WeakSet()' : null;
}
