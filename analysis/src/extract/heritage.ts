import { ts } from 'ts-morph';

/** Which of the program's classes extend or implement what: the instances that may stand where a base is declared. */
export class Heritage {
  readonly #below = new Map<ts.Symbol, ts.ClassLikeDeclaration[]>();
  readonly #implemented = new Set<ts.Symbol>();

  constructor(checker: ts.TypeChecker, files: readonly ts.SourceFile[]) {
    const visit = (node: ts.Node): void => {
      if (ts.isClassLike(node)) this.#enter(checker, node);
      ts.forEachChild(node, visit);
    };
    for (const file of files) visit(file);
  }

  /** Classes of the program that extend or implement a class or interface directly. */
  below(symbol: ts.Symbol): readonly ts.ClassLikeDeclaration[] {
    return this.#below.get(symbol) ?? [];
  }

  isImplemented(symbol: ts.Symbol): boolean {
    return this.#implemented.has(symbol);
  }

  #enter(checker: ts.TypeChecker, node: ts.ClassLikeDeclaration): void {
    for (const clause of node.heritageClauses ?? []) {
      for (const type of clause.types) {
        const base = resolve(checker, type.expression);
        if (!base) continue;
        this.#below.set(base, [...(this.#below.get(base) ?? []), node]);
        if (clause.token === ts.SyntaxKind.ImplementsKeyword) this.#markImplemented(checker, base);
      }
    }
  }

  /** A class that implements an interface implements the interfaces which that one extends. */
  #markImplemented(checker: ts.TypeChecker, symbol: ts.Symbol): void {
    if (this.#implemented.has(symbol)) return;
    this.#implemented.add(symbol);
    for (const declaration of symbol.declarations ?? []) {
      if (!ts.isInterfaceDeclaration(declaration)) continue;
      for (const type of declaration.heritageClauses?.flatMap((clause) => [...clause.types]) ?? []) {
        const base = resolve(checker, type.expression);
        if (base) this.#markImplemented(checker, base);
      }
    }
  }
}

function resolve(checker: ts.TypeChecker, expression: ts.Expression): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(expression);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
