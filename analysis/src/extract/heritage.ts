import { ts } from 'ts-morph';
import { isDefault } from './call-graph.ts';
import type { Memo } from './memo.ts';
import type { Occurrences } from './occurrences.ts';
import { BASE } from './source-change.ts';

/** Which of the program's classes extend or implement what: the instances that may stand where a base is declared. */
export class Heritage {
  readonly #checker: ts.TypeChecker;
  readonly #occurrences: Occurrences;
  readonly #memo: Memo;
  readonly #open = new Set<ts.Symbol>();

  constructor(checker: ts.TypeChecker, occurrences: Occurrences, memo: Memo) {
    this.#checker = checker;
    this.#occurrences = occurrences;
    this.#memo = memo;
  }

  /** Classes of the program that extend or implement a class or interface directly. */
  below(symbol: ts.Symbol): readonly ts.ClassLikeDeclaration[] {
    return this.#clausesOf(symbol)
      .map((clause) => clause.parent)
      .filter(ts.isClassLike);
  }

  /** Whether a class implements an interface, or one that extends it. */
  isImplemented(symbol: ts.Symbol): boolean {
    if (this.#open.has(symbol)) return false;
    this.#open.add(symbol);
    const found = this.#clausesOf(symbol).some(({ token, parent }) => {
      if (ts.isClassLike(parent)) return token === ts.SyntaxKind.ImplementsKeyword;
      const below = this.#checker.getSymbolAtLocation(parent.name);
      return below !== undefined && this.isImplemented(below);
    });
    this.#open.delete(symbol);
    return found;
  }

  /** The clauses in which a class or interface stands as a base. */
  #clausesOf(symbol: ts.Symbol): readonly ts.HeritageClause[] {
    const declared = symbol.declarations?.find((each) => ts.isClassLike(each) || ts.isInterfaceDeclaration(each));
    if (!declared) return [];
    return this.#memo.get('heritage', declared, () => this.#findClauses(symbol, declared));
  }

  #findClauses(symbol: ts.Symbol, declared: ts.Declaration): readonly ts.HeritageClause[] {
    this.#memo.holds(declared);
    const name = (declared as ts.NamedDeclaration).name ?? { text: symbol.name };
    const names = 'text' in name ? this.#occurrences.naming(name.text as string, isDefault(declared), BASE) : [];
    return names.flatMap((name) => {
      const { parent } = name;
      const expression = ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name;
      const type = expression.parent;
      if (!ts.isExpressionWithTypeArguments(type) || !ts.isHeritageClause(type.parent)) return [];
      return resolve(this.#checker, expression) === symbol ? [this.#memo.holds(type.parent)] : [];
    });
  }
}

function resolve(checker: ts.TypeChecker, expression: ts.Node): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(expression);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
