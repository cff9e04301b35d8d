import type { ObjectType, StateModel } from '../state-model.ts';
import { printType, quote } from './print-type.ts';

export type Side = 'past' | 'future';

/** What a transfer module may import, by whatever name, before anything is added to it. */
export interface ExistingNames {
  /** Local name of a namespace import, by specifier. */
  readonly imports: ReadonlyMap<string, string>;
  /** Every name that the module declares. */
  readonly declared: ReadonlySet<string>;
}

/** The names of one transfer module: what it imports from the two versions, and what it declares besides mappers. */
export class ModuleScope {
  readonly #module: string;
  readonly #models: Readonly<Record<Side, StateModel>>;
  readonly #imports: Map<string, string>;
  readonly #taken: Set<string>;
  readonly #added = new Map<string, string>();
  readonly #declarations = new Map<string, string>();

  constructor(module: string, models: Readonly<Record<Side, StateModel>>, existing: ExistingNames) {
    this.#module = module;
    this.#models = models;
    this.#imports = new Map(existing.imports);
    this.#taken = new Set([...existing.declared, ...existing.imports.values()]);
  }

  /** Spells a named type of a version; `null` for one that its module does not export. */
  reference(side: Side, name: string): string | null {
    const type = this.#models[side].types.get(name);
    if (type?.index && isDictionary(type) && !type.exported) {
      return `Record<string, ${printType(type.index, (inner) => (inner === name ? null : this.reference(side, inner)))}>`;
    }
    if (!type?.exported || type.package || !['class', 'interface', 'alias'].includes(type.declaredAs)) return null;
    const parts = /^([^#]+)#([\w$.]+)(<.*>)?$/.exec(name);
    if (!parts) return null;
    const [, module, declared, given] = parts;
    const typeArguments = given ? this.#spellArguments(side, given) : '';
    return typeArguments === null ? null : `${this.#alias(side, module!)}.${declared}${typeArguments}`;
  }

  model(side: Side): StateModel {
    return this.#models[side];
  }

  /** The object type of that name, of one version. */
  type(side: Side, name: string): ObjectType | undefined {
    return this.#models[side].types.get(name);
  }

  /** A name that nothing in the module has yet: the wanted one, or the wanted one with a number. */
  unique(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${wanted}${count}`;
    this.#taken.add(name);
    return name;
  }

  /** Declares a view or a table once, by name; a different text under a taken name gets a name of its own. */
  declare(wanted: string, write: (name: string) => string): string {
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? wanted : `${wanted}${count}`;
      const text = write(name);
      const known = this.#declarations.get(name);
      if (known === text) return name;
      if (known === undefined) {
        this.#declarations.set(name, text);
        return name;
      }
    }
  }

  /** Declarations that the texts need, in the order in which they were asked for, those of other declarations included. */
  declarationsFor(texts: readonly string[]): ReadonlyMap<string, string> {
    const needed = new Map<string, string>();
    const waiting = [...texts];
    for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
      for (const [name, declaration] of this.#declarations) {
        if (needed.has(name) || !mentions(text, name)) continue;
        needed.set(name, declaration);
        waiting.push(declaration);
      }
    }
    return new Map([...this.#declarations].filter(([name]) => needed.has(name)));
  }

  /** Import lines for the modules that the texts name and the module does not import yet, sorted by specifier. */
  importsFor(texts: readonly string[]): string[] {
    return [...this.#added]
      .filter(([, alias]) => texts.some((text) => mentions(text, alias)))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([specifier, alias]) => `import type * as ${alias} from ${quote(specifier)};`);
  }

  #alias(side: Side, module: string): string {
    const specifier = `${side}/${importable(module)}`;
    const known = this.#imports.get(specifier);
    if (known) return known;
    const word = side === 'past' ? 'Past' : 'Future';
    const alias = this.unique(module === this.#module ? word : `${word}${pascalCase(baseName(module))}`);
    this.#imports.set(specifier, alias);
    this.#added.set(specifier, alias);
    return alias;
  }

  /** `<Item, string>` with every name of the program spelt for this module; `null` where one is ambiguous or unknown. */
  #spellArguments(side: Side, given: string): string | null {
    let known = true;
    const text = given.replace(/'[^']*'|"[^"]*"|[\w$.]+/g, (word) => {
      if (/^['"\d]/.test(word) || GLOBAL_TYPES.has(word)) return word;
      const found = [...this.#models[side].types.keys()].filter(
        (name) => name.endsWith(`#${word}`) || name.endsWith(`.${word}`),
      );
      const spelt = found.length === 1 ? this.reference(side, found[0]!) : null;
      known &&= spelt !== null;
      return spelt ?? word;
    });
    return known ? text : null;
  }
}

const GLOBAL_TYPES: ReadonlySet<string> = new Set(
  (
    'string number boolean bigint symbol undefined null unknown any never object void true false ' +
    'Array ReadonlyArray Map ReadonlyMap Set ReadonlySet Record Partial Date RegExp Promise Error URL Buffer Uint8Array'
  ).split(' '),
);

/** Whether a type says nothing but what stands under any key. */
export function isDictionary({ index, fields, declaredAs }: ObjectType): boolean {
  return index !== undefined && fields.length === 0 && declaredAs !== 'class';
}

/** Whether a text names an identifier. */
export function mentions(text: string, identifier: string): boolean {
  return new RegExp(`(?<![\\w$'"#])${identifier.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
}

/** `src/model.ts` -> `src/model.js`: what an import of it says. */
export function importable(module: string): string {
  return module
    .replace(/\.tsx?$/, '.js')
    .replace(/\.mts$/, '.mjs')
    .replace(/\.cts$/, '.cjs');
}

/** `price-cache` -> `PriceCache`. */
export function pascalCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9$]+/).filter((word) => word !== '');
  const joined = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  return /^\d/.test(joined) || joined === '' ? `T${joined}` : joined;
}

/** `PriceCache` -> `priceCache`, `URLMap` -> `urlMap`. */
export function camelCase(text: string): string {
  const pascal = pascalCase(text);
  return pascal.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
}

function baseName(module: string): string {
  return module.slice(module.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
}
