import { ts } from 'ts-morph';
import { declarationName, type Reading } from './reading.ts';

/** Gives every object type one name: its declaration's, or, where it has none, that of the place where it stands. */
export class ObjectNames {
  readonly #reading: Reading;
  readonly #names = new Map<ts.Type, string>();
  readonly #counts = new Map<string, number>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** The name of a type that stands at `place`; `isNew` the first time. */
  of(type: ts.Type, place: string): { readonly name: string; readonly isNew: boolean } {
    const known = this.#names.get(type);
    if (known !== undefined) return { name: known, isNew: false };
    const wanted = this.#declared(type) ?? place;
    const count = (this.#counts.get(wanted) ?? 0) + 1;
    this.#counts.set(wanted, count);
    const name = count === 1 ? wanted : `${wanted} (${count})`;
    this.#names.set(type, name);
    return { name, isNew: true };
  }

  #declared(type: ts.Type): string | undefined {
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
