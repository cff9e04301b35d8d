import { ts } from 'ts-morph';
import { declarationName, type Reading } from './reading.ts';

/** Said where a type's name depends on the order of reading in a way that only a new reading of everything settles. */
export class OrderMatters extends Error {}

/** By what a type that has been read before is known again under another checker. */
export interface Identity {
  /** It has a declaration to be named by, and not only a place. */
  readonly isNamed: boolean;
  /** Where it and its arguments are declared, and for one without a name how it is written. */
  readonly text: string;
}

/** Gives every object type one name: its declaration's, or, where it has none, that of the place where it stands. */
export class ObjectNames {
  readonly #reading: Reading;
  readonly #isReached: (name: string) => boolean;
  readonly #names = new Map<ts.Type, string>();
  readonly #counts = new Map<string, number>();
  readonly #identities = new Map<string, Identity>();
  readonly #known: ReadonlyMap<string, Identity>;
  readonly #places = new Map<string, string>();

  /** `known`: the names that earlier readings gave, as far as they still hold; `isReached` those that stand by now. */
  constructor(reading: Reading, known: ReadonlyMap<string, Identity>, isReached: (name: string) => boolean) {
    this.#reading = reading;
    this.#known = known;
    this.#isReached = isReached;
    for (const [name, { isNamed, text }] of known) if (!isNamed) this.#places.set(text, name);
  }

  /**
   * The name of a type that stands at `place`; `isNew` the first time. Throws `OrderMatters` where it would depend on
   * what has not been read again.
   */
  of(type: ts.Type, place: string): { readonly name: string; readonly isNew: boolean } {
    const known = this.#names.get(type);
    if (known !== undefined) return { name: known, isNew: false };
    const declared = this.declared(type);
    const identity = { isNamed: declared !== undefined, text: this.#identify(type, declared) };
    const wanted = this.#known.size > 0 ? this.#asBefore(declared ?? place, identity) : (declared ?? place);
    const count = (this.#counts.get(wanted) ?? 0) + 1;
    this.#counts.set(wanted, count);
    const name = count === 1 ? wanted : `${wanted} (${count})`;
    this.#names.set(type, name);
    this.#identities.set(name, identity);
    return { name, isNew: true };
  }

  /** What is known of a name. */
  identityOf(name: string): Identity {
    return this.#identities.get(name)!;
  }

  /** The name that a reading of everything would give, where it is sure. */
  #asBefore(wanted: string, { isNamed, text }: Identity): string {
    const given = isNamed ? wanted : (this.#places.get(text) ?? wanted);
    if (given !== wanted && !this.#isReached(given)) throw new OrderMatters();
    if (this.#identities.has(given) || this.#known.has(`${given} (2)`)) throw new OrderMatters();
    const before = this.#known.get(given);
    if (before && before.text !== text) throw new OrderMatters();
    return given;
  }

  #identify(type: ts.Type, declared: string | undefined): string {
    const { checker, memo } = this.#reading;
    const isReference = (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference;
    const own = isReference ? checker.getTypeArguments(type as ts.TypeReference) : [];
    const text = declared ?? checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
    return memo.untraced(() => [text, ...[type, ...(type.aliasTypeArguments ?? own)].map(placeOf)].join(' '));
  }

  /** The name that a type has by its declaration. */
  declared(type: ts.Type): string | undefined {
    const { checker } = this.#reading;
    const alias = type.aliasSymbol;
    const aliasNode = alias?.declarations?.[0];
    if (aliasNode && !this.#isLibrary(aliasNode)) {
      return `${declarationName(this.#reading, aliasNode)}${this.#arguments(type.aliasTypeArguments ?? [])}`;
    }
    const symbol = type.getSymbol();
    const node = symbol?.declarations?.find((each) => isTypeDeclaration(each, type));
    if (!node) return undefined;
    const { target } = type as ts.TypeReference;
    const count = target?.typeParameters?.length ?? 0;
    const parameters = count > 0 ? checker.getTypeArguments(type as ts.TypeReference).slice(0, count) : [];
    return `${declarationName(this.#reading, node)}${this.#arguments(parameters)}`;
  }

  #arguments(types: readonly ts.Type[]): string {
    if (types.length === 0) return '';
    const texts = types.map((type) =>
      this.#reading.checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation),
    );
    return `<${texts.join(', ')}>`;
  }

  #isLibrary(node: ts.Node): boolean {
    return this.#reading.program.isSourceFileDefaultLibrary(node.getSourceFile());
  }
}

/** A class or interface, or the function that constructs an object in JavaScript. */
export function isTypeDeclaration(node: ts.Declaration, type: ts.Type): boolean {
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) return true;
  const isFunction = ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node);
  return isFunction && type.getCallSignatures().length === 0;
}

/** Where a type is declared: by line and column, which stay what they are while nothing before them moves. */
function placeOf(type: ts.Type): string {
  const node = (type.aliasSymbol ?? type.getSymbol())?.declarations?.[0];
  if (!node) return '';
  const file = node.getSourceFile();
  if (!ts.isTypeLiteralNode(node) && !ts.isObjectLiteralExpression(node)) return file.fileName;
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `${file.fileName}:${line}:${character}`;
}
