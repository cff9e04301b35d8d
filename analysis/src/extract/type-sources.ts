import { ts } from 'ts-morph';
import type { Memo } from './memo.ts';
import { isFunctionNode } from './outline.ts';
import { bare, wrapped } from './scopes.ts';

/** Finds the files that say what a name or a type is. */
export class TypeSources {
  readonly #checker: ts.TypeChecker;
  readonly #memo: Memo;
  readonly #bases = new Map<ts.Symbol, ReadonlySet<ts.Node>>();
  readonly #open = new Set<ts.Node>();

  constructor(checker: ts.TypeChecker, memo: Memo) {
    this.#checker = checker;
    this.#memo = memo;
  }

  /** What is declared where a node stands counts. */
  part(node: ts.Node): void {
    const file = node.getSourceFile();
    if (file.isDeclarationFile) return;
    if (node === file) this.#memo.trace?.closures.add(file.fileName);
    else this.#memo.declared(node);
  }

  /** Everything that a node's file can see counts. */
  closure(node: ts.Node): void {
    const file = node.getSourceFile();
    if (!file.isDeclarationFile) this.#memo.trace?.closures.add(file.fileName);
    this.part(node);
  }

  /** A name and what it was found to stand for. */
  name(node: ts.Node, found: ts.Symbol | undefined): void {
    this.part(node);
    // A module has no place in another one.
    if (ts.isSourceFile(node)) return;
    const { parent } = node;
    if ((parent as ts.NamedDeclaration).name === node && !ts.isPropertyAccessExpression(parent)) return;
    if (!found) this.closure(node);
    else if (ts.isPropertyAccessExpression(parent) && parent.name === node) this.expression(parent.expression);
    else if (ts.isQualifiedName(parent) || ts.isElementAccessExpression(parent)) this.closure(node);
    if (found) this.symbol(found);
  }

  /** A symbol, with the classes and interfaces that it stands on. */
  symbol(symbol: ts.Symbol): void {
    if (!this.#memo.trace) return;
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    for (const declaration of symbol.declarations ?? []) {
      this.part(declaration);
      if (target !== symbol && !target.declarations) this.closure(declaration);
    }
    for (const declaration of this.#withBases(target)) {
      const isComputed = ts.isEnumDeclaration(declaration) && !declaration.members.every(isPlainMember);
      if (isComputed) this.closure(declaration);
      else this.part(declaration);
      this.#arguments(declaration);
    }
  }

  /** What a class or interface gives those that it stands on. */
  #arguments(declaration: ts.Node): void {
    if (!ts.isClassLike(declaration) && !ts.isInterfaceDeclaration(declaration)) return;
    if (!declaration.heritageClauses || this.#open.has(declaration)) return;
    this.#open.add(declaration);
    const bases = declaration.heritageClauses.flatMap((clause) => [...clause.types]);
    for (const node of bases.flatMap((base) => [...(base.typeArguments ?? [])])) this.typeNode(node);
    this.#open.delete(declaration);
  }

  /** A type, by what it and its arguments are declared as. */
  type(type: ts.Type, depth = 0): void {
    if (!this.#memo.trace || depth > 3) return;
    const symbol = type.getSymbol();
    if (symbol) this.symbol(symbol);
    if (type.aliasSymbol) this.symbol(type.aliasSymbol);
    for (const argument of type.aliasTypeArguments ?? []) this.type(argument, depth + 1);
    if (type.isUnionOrIntersection()) {
      const members =
        type.types.length > 64 ? type.types.filter((each) => each.flags & ts.TypeFlags.Object) : type.types;
      for (const member of members) this.type(member, depth + 1);
    }
    const isReference =
      type.flags & ts.TypeFlags.Object && (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference;
    if (!isReference) return;
    for (const argument of this.#checker.getTypeArguments(type as ts.TypeReference)) this.type(argument, depth + 1);
  }

  node(node: ts.Node): void {
    if (!this.#memo.trace) return;
    if (ts.isTypeNode(node)) this.typeNode(node);
    else if (ts.isExpression(node)) this.expression(node);
    else this.declaration(node);
  }

  /** What gives a declaration its type. */
  declaration(node: ts.Node): void {
    if (!this.#memo.trace) return;
    this.part(node);
    if (node.getSourceFile().isDeclarationFile || this.#open.has(node)) return;
    this.#open.add(node);
    const { type, initializer } = node as { type?: ts.Node; initializer?: ts.Expression };
    const isDeclared = ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node);
    if (type && ts.isTypeNode(type)) {
      this.typeNode(type);
      if (ts.isFunctionLike(node)) for (const parameter of node.parameters) this.declaration(parameter);
    } else if (isDeclared) this.#symbolOf(node);
    else if (initializer && !ts.isBindingElement(node)) this.expression(initializer);
    else if (ts.isShorthandPropertyAssignment(node)) this.closure(node);
    else if (!ts.isEnumMember(node) && !ts.isTypeParameterDeclaration(node)) this.closure(node);
    this.#open.delete(node);
  }

  /** A type as it is written. */
  typeNode(node: ts.Node): void {
    if (!this.#memo.trace || node.getSourceFile().isDeclarationFile) return;
    if (ts.isTypeReferenceNode(node)) this.#reference(node);
    else if (isComputed(node)) this.closure(node);
    else ts.forEachChild(node, (child) => this.typeNode(child));
  }

  /** What gives an expression its type. */
  expression(expression: ts.Expression): void {
    if (!this.#memo.trace) return;
    const node = bare(expression);
    for (let at = expression; at !== node; at = (at as ts.ParenthesizedExpression).expression) {
      if ((ts.isAsExpression(at) || ts.isSatisfiesExpression(at)) && !ts.isConstTypeReference(at.type))
        this.typeNode(at.type);
    }
    if (isPlain(node)) return;
    if (ts.isIdentifier(node)) this.#value(node);
    else if (ts.isPropertyAccessExpression(node)) {
      this.expression(node.expression);
      const symbol = this.#checker.getSymbolAtLocation(node.name);
      if (!symbol?.declarations) this.closure(node);
      for (const declaration of symbol?.declarations ?? []) this.declaration(declaration);
    } else if (ts.isNewExpression(node)) this.#made(node);
    else if (ts.isCallExpression(node)) this.#returned(node);
    else if (ts.isArrayLiteralExpression(node) && !node.elements.some(ts.isSpreadElement))
      for (const element of node.elements) this.expression(element);
    else if (ts.isObjectLiteralExpression(node) && node.properties.every(ts.isPropertyAssignment))
      for (const property of node.properties) this.expression((property as ts.PropertyAssignment).initializer);
    else if (node.kind === ts.SyntaxKind.ThisKeyword) this.#this(node);
    else this.closure(node);
  }

  /** What an expression is expected to be where it stands. */
  expected(expression: ts.Expression): void {
    if (!this.#memo.trace) return;
    this.part(expression);
    const { parent } = wrapped(expression);
    const holder = ts.isReturnStatement(parent) ? ts.findAncestor(parent, isFunctionNode) : parent;
    const { type } = (holder ?? {}) as { readonly type?: ts.Node };
    if (type && ts.isTypeNode(type)) this.typeNode(type);
    else this.closure(expression);
  }

  /** The function that a call runs. */
  call(call: ts.CallLikeExpression): void {
    if (!this.#memo.trace) return;
    const isSimple = ts.isCallExpression(call) || ts.isNewExpression(call);
    const isBase = isSimple && call.expression.kind === ts.SyntaxKind.SuperKeyword;
    const callee = isBase ? baseAround(call) : isSimple ? bare(call.expression) : undefined;
    if (!callee) this.closure(call);
    else if (ts.isPropertyAccessExpression(callee)) {
      const symbol = this.#checker.getSymbolAtLocation(callee.name);
      if (symbol?.declarations?.length === 1) {
        this.expression(callee.expression);
        this.symbol(symbol);
        this.part(call);
      } else this.closure(call);
    } else this.#valueOrAll(callee);
  }

  #valueOrAll(node: ts.Expression): void {
    const symbol = ts.isIdentifier(node) ? this.#checker.getSymbolAtLocation(node) : undefined;
    const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    const isCode = target && target.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class);
    // Which of several constructors is meant, the types of the arguments tell.
    if (!isCode || target.declarations?.length !== 1 || [...this.#withBases(target)].some(hasOverloads)) {
      this.closure(node);
      return;
    }
    this.part(node);
    this.symbol(target);
  }

  #this(node: ts.Node): void {
    const owner = ts.findAncestor(node, ts.isClassLike);
    if (owner) this.#symbolOf(owner);
    else this.closure(node);
  }

  #symbolOf(node: ts.Node): void {
    const { symbol } = node as ts.Node & { readonly symbol?: ts.Symbol };
    if (symbol) this.symbol(symbol);
    else this.closure(node);
  }

  #value(node: ts.Identifier): void {
    const symbol = this.#resolve(node);
    if (!symbol) return;
    this.symbol(symbol);
    for (const declaration of symbol.declarations ?? []) {
      if (
        declaration.getSourceFile().isDeclarationFile ||
        ts.isClassLike(declaration) ||
        ts.isEnumDeclaration(declaration)
      )
        continue;
      if (ts.isFunctionLike(declaration) && !declaration.type) this.closure(declaration);
      else this.declaration(declaration);
    }
  }

  /** The symbol behind a name; everything in sight counts where there is none. */
  #resolve(node: ts.Node): ts.Symbol | undefined {
    const found = this.#checker.getSymbolAtLocation(node);
    const symbol = found && found.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(found) : found;
    if (symbol?.declarations || (ts.isIdentifier(node) && node.text === 'undefined')) return symbol;
    this.closure(node);
    return undefined;
  }

  #reference(node: ts.TypeReferenceNode): void {
    const symbol = this.#resolve(node.typeName);
    if (!symbol) return;
    this.symbol(symbol);
    const aliases = (symbol.declarations ?? []).filter(ts.isTypeAliasDeclaration);
    if (aliases.length > 0 && mayCompute(node)) this.closure(node);
    for (const alias of aliases) {
      if (this.#open.has(alias)) continue;
      this.#open.add(alias);
      this.typeNode(alias.type);
      this.#open.delete(alias);
    }
    for (const argument of node.typeArguments ?? []) this.typeNode(argument);
  }

  #made(node: ts.NewExpression): void {
    const symbol = ts.isIdentifier(node.expression) ? this.#resolve(node.expression) : undefined;
    const types = node.typeArguments ?? [];
    if (!symbol) this.closure(node);
    else {
      this.symbol(symbol);
      for (const type of types) this.typeNode(type);
      const isGeneric =
        symbol.declarations?.some((each) => (each as ts.ClassLikeDeclaration).typeParameters?.length) ?? true;
      const isNamed = symbol.declarations?.every(
        (each) => ts.isClassLike(each) || each.getSourceFile().isDeclarationFile,
      );
      if (!isNamed || (isGeneric && types.length === 0 && node.arguments?.length)) this.closure(node);
    }
  }

  #returned(node: ts.CallExpression): void {
    const target = ts.isIdentifier(node.expression) ? this.#resolve(node.expression) : undefined;
    const [declaration] = target?.declarations ?? [];
    const isPlainFunction = declaration && ts.isFunctionDeclaration(declaration) && target?.declarations?.length === 1;
    if (!isPlainFunction || !declaration.type || declaration.typeParameters) this.closure(node);
    else {
      this.part(declaration);
      this.typeNode(declaration.type);
    }
  }

  #withBases(symbol: ts.Symbol): ReadonlySet<ts.Node> {
    const known = this.#bases.get(symbol);
    if (known) return known;
    const found = new Set<ts.Node>(symbol.declarations);
    this.#bases.set(symbol, found);
    let isWhole = true;
    for (const declaration of symbol.declarations ?? []) {
      if (!ts.isClassLike(declaration) && !ts.isInterfaceDeclaration(declaration)) continue;
      for (const { expression } of declaration.heritageClauses?.flatMap((clause) => [...clause.types]) ?? []) {
        const base = this.#resolve(expression);
        if (base) for (const each of this.#withBases(base)) found.add(each);
        else isWhole = false;
      }
    }
    // What is missing counts for everything that asks for it.
    if (!isWhole) this.#bases.delete(symbol);
    return found;
  }
}

/** An expression whose type its own text gives. */
export function isPlain(node: ts.Expression): boolean {
  if (ts.isLiteralExpression(node) || ts.isTemplateExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node)) return isPlain(node.operand);
  const { kind } = node;
  return (
    kind === ts.SyntaxKind.TrueKeyword || kind === ts.SyntaxKind.FalseKeyword || kind === ts.SyntaxKind.NullKeyword
  );
}

/** What the class around a call of `super` extends. */
function baseAround(call: ts.Node): ts.Expression | undefined {
  const clauses = ts.findAncestor(call, ts.isClassLike)?.heritageClauses;
  return clauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
}

const hasOverloads = (node: ts.Node): boolean =>
  ts.isClassLike(node) && node.members.filter(ts.isConstructorDeclaration).length > 1;

const isPlainMember = ({ initializer }: ts.EnumMember): boolean => !initializer || isPlain(initializer);

/** A type that is computed from the members of others. */
const isComputed = (node: ts.Node): boolean =>
  ts.isMappedTypeNode(node) ||
  ts.isConditionalTypeNode(node) ||
  ts.isIndexedAccessTypeNode(node) ||
  ts.isTypeOperatorNode(node) ||
  ts.isTypeQueryNode(node) ||
  ts.isImportTypeNode(node) ||
  ts.isTemplateLiteralTypeNode(node) ||
  ts.isIntersectionTypeNode(node);

/** Whether an alias may compute with the arguments that it is given; `Record<string, T>` only holds the latter. */
function mayCompute({ typeName, typeArguments }: ts.TypeReferenceNode): boolean {
  const isRecord = ts.isIdentifier(typeName) && typeName.text === 'Record';
  const given = (typeArguments ?? []).slice(0, isRecord ? 1 : undefined);
  return given.some((each) => !ts.isToken(each) && !ts.isLiteralTypeNode(each));
}
