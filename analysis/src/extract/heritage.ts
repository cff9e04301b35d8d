import { ts } from 'ts-morph';
import { isDefault } from './call-graph.ts';
import type { Occurrences } from './occurrences.ts';

/** Which of the program's classes extend or implement what: the instances that may stand where a base is declared. */
export class Heritage {
  readonly #checker: ts.TypeChecker;
  readonly #occurrences: Occurrences;
  readonly #clauses = new Map<ts.Symbol, readonly ts.HeritageClause[]>();
  readonly #implemented = new Map<ts.Symbol, boolean>();

  constructor(checker: ts.TypeChecker, occurrences: Occurrences) {
    this.#checker = checker;
    this.#occurrences = occurrences;
  }

  /** Classes of the program that extend or implement a class or interface directly. */
  below(symbol: ts.Symbol): readonly ts.ClassLikeDeclaration[] {
    return this.#clausesOf(symbol)
      .map((clause) => clause.parent)
      .filter(ts.isClassLike);
  }

  /** Whether a class implements an interface, or one that extends it. */
  isImplemented(symbol: ts.Symbol): boolean {
    const known = this.#implemented.get(symbol);
    if (known !== undefined) return known;
    this.#implemented.set(symbol, false);
    const found = this.#clausesOf(symbol).some(({ token, parent }) => {
      if (ts.isClassLike(parent)) return token === ts.SyntaxKind.ImplementsKeyword;
      const below = this.#checker.getSymbolAtLocation(parent.name);
      return below !== undefined && this.isImplemented(below);
    });
    this.#implemented.set(symbol, found);
    return found;
  }

  /** The clauses in which a class or interface stands as a base. */
  #clausesOf(symbol: ts.Symbol): readonly ts.HeritageClause[] {
    const known = this.#clauses.get(symbol);
    if (known) return known;
    const declared = symbol.declarations?.find((each) => ts.isClassLike(each) || ts.isInterfaceDeclaration(each));
    const word = (declared as ts.NamedDeclaration | undefined)?.name ?? { text: symbol.name };
    const names = declared && 'text' in word ? this.#occurrences.naming(word.text, isDefault(declared)) : [];
    const clauses = names.flatMap((name) => {
      const { parent } = name;
      const expression = ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name;
      const type = expression.parent;
      if (!ts.isExpressionWithTypeArguments(type) || !ts.isHeritageClause(type.parent)) return [];
      return resolve(this.#checker, expression) === symbol ? [type.parent] : [];
    });
    this.#clauses.set(symbol, clauses);
    return clauses;
  }
}

function resolve(checker: ts.TypeChecker, expression: ts.Node): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(expression);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
