import { ts } from 'ts-morph';

/** As often a type may stand inside ever larger instantiations of itself before it is held to go on for ever. */
const OFTEN = 5;

/** Tells the types that grow without end, as `interface Grow<T> { next: Grow<T[]> }` does, by how they are reached. */
export class GrowingTypes {
  readonly #checker: ts.TypeChecker;
  readonly #owners = new Map<ts.Type, ts.Type | undefined>();
  readonly #counts = new Map<ts.Node, number>();
  readonly #texts = new Map<ts.Type, string>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** A type is reached for the first time, in the fields of its owner or, without one, from a root. */
  enter(type: ts.Type, owner: ts.Type | undefined): void {
    this.#owners.set(type, owner);
    const node = declarationOf(type);
    if (node) this.#counts.set(node, (this.#counts.get(node) ?? 0) + 1);
  }

  /** Whether its type arguments hold those of the same declaration around it, time and again. */
  isGrowing(type: ts.Type): boolean {
    const node = declarationOf(type);
    if (!node || (this.#counts.get(node) ?? 0) <= OFTEN) return false;
    const text = this.#text(type);
    let smaller = 0;
    for (let at = this.#owners.get(type); at && smaller < OFTEN; at = this.#owners.get(at)) {
      if (declarationOf(at) === node && text.includes(this.#text(at))) smaller += 1;
    }
    return smaller === OFTEN;
  }

  #text(type: ts.Type): string {
    const known = this.#texts.get(type);
    if (known !== undefined) return known;
    const text = this.#printed(type);
    this.#texts.set(type, text);
    return text;
  }

  #printed(type: ts.Type): string {
    const { target } = type as ts.TypeReference;
    const count = target?.typeParameters?.length ?? 0;
    const own = count > 0 ? this.#checker.getTypeArguments(type as ts.TypeReference).slice(0, count) : undefined;
    const print = (each: ts.Type) => this.#checker.typeToString(each, undefined, ts.TypeFormatFlags.NoTruncation);
    return (type.aliasTypeArguments ?? own ?? [type]).map(print).join(', ');
  }
}

const declarationOf = (type: ts.Type): ts.Node | undefined => (type.aliasSymbol ?? type.getSymbol())?.declarations?.[0];
