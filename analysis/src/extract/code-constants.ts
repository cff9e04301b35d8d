import { ts } from 'ts-morph';
import { OPAQUE_GLOBALS } from './built-ins.ts';
import type { Reading } from './reading.ts';
import { bare, lastValue } from './scopes.ts';

/**
 * Whether a `const` is code and no state: bound to a primitive that its text fixes, to a function, a class, a module,
 * a regular expression without a position, or to a deeply readonly literal. It takes the new version's value.
 */
export function isCodeConstant(
  reading: Reading,
  declaration: ts.VariableDeclaration | undefined,
  holder: ts.VariableDeclaration | ts.BindingElement | undefined,
  expression = declaration?.initializer,
): boolean {
  if (!expression) return true;
  const last = lastValue(expression);
  const value = bare(last);
  if (isModule(value)) return true;
  if (holder === undefined || holder === declaration) {
    if (isFixed(reading, value) || isCallable(value)) return true;
    if (isConstAssertion(last) && isDeepLiteral(reading, value)) return true;
    if (ts.isRegularExpressionLiteral(value)) return !/\/[a-z]*[gy][a-z]*$/.test(value.text);
  }
  // The checker takes `app = module.exports = {}` for the module itself; the object is as much state as any.
  const type = reading.checker.getTypeAtLocation(last === expression ? (holder ?? expression) : last);
  return isCodeType(reading.checker, type);
}

/** Functions, classes, namespaces and enums under another name, and symbols, which are identities of the code. */
function isCodeType(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.flags & ts.TypeFlags.ESSymbolLike) return true;
  if (type.getConstructSignatures().length > 0) return true;
  const symbol = type.getSymbol();
  if (type.getCallSignatures().length > 0) {
    if (checker.getPropertiesOfType(type).length === 0) return true;
    if (symbol && symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Method)) return true;
  }
  if (symbol && OPAQUE_GLOBALS.has(symbol.name) && symbol.declarations?.[0]?.getSourceFile().isDeclarationFile)
    return true;
  // The instance of a class that a namespace of its name adds to is no namespace.
  const isInstance = ((type as ts.TypeReference).target ?? type).isClassOrInterface();
  // In JavaScript an object literal that gets further properties has such flags too.
  const isNamespace = symbol?.declarations?.some(
    (each) => ts.isModuleDeclaration(each) || ts.isEnumDeclaration(each) || ts.isSourceFile(each),
  );
  return isNamespace === true && !isInstance;
}

/** What compilers make of an import or of their own helpers: code, although it stands in a `var`. */
export function isCompiledCode({ name, initializer }: ts.VariableDeclaration): boolean {
  if (!initializer) return false;
  const value = bare(initializer);
  if (isModule(value)) return true;
  const isHelper = ts.isIdentifier(name) && name.text.startsWith('__');
  return isHelper && isCallable(ts.isBinaryExpression(value) ? bare(value.right) : value);
}

/** `import(…)`, `require(…)`, and what a compiler's helper makes of the latter. */
function isModule(value: ts.Expression): boolean {
  const call = ts.isAwaitExpression(value) ? bare(value.expression) : value;
  const target = ts.isPropertyAccessExpression(call) ? bare(call.expression) : call;
  if (!ts.isCallExpression(target)) return false;
  const { expression } = target;
  const [first] = target.arguments;
  if (first && ts.isIdentifier(expression) && expression.text.startsWith('__') && isModule(bare(first))) return true;
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
  );
}

const isCallable = (value: ts.Expression) =>
  ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value);

const isConstAssertion = (expression: ts.Expression): boolean =>
  ts.isSatisfiesExpression(expression) || ts.isParenthesizedExpression(expression)
    ? isConstAssertion(expression.expression)
    : ts.isAsExpression(expression) && expression.type.getText() === 'const';

/** A primitive that the text alone determines: literals, and operators over such. */
function isFixed(reading: Reading, value: ts.Expression): boolean {
  if (ts.isLiteralExpression(value)) return !ts.isRegularExpressionLiteral(value);
  switch (value.kind) {
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
    case ts.SyntaxKind.NullKeyword:
      return true;
  }
  if (ts.isConditionalExpression(value)) {
    return [value.condition, value.whenTrue, value.whenFalse].every((part) => isFixed(reading, bare(part)));
  }
  if (ts.isPrefixUnaryExpression(value)) return isFixed(reading, bare(value.operand));
  if (ts.isBinaryExpression(value)) return operandsOf(value).every((part) => isFixed(reading, part));
  if (ts.isTemplateExpression(value))
    return value.templateSpans.every((span) => isFixed(reading, bare(span.expression)));
  if (ts.isIdentifier(value)) return value.text === 'undefined' || isFixedName(reading, value);
  return ts.isPropertyAccessExpression(value) && isEnumMember(reading, value);
}

/** The operands of a chain of operators, which nest to the left. */
function operandsOf(value: ts.BinaryExpression): ts.Expression[] {
  const operands: ts.Expression[] = [];
  let at: ts.Expression = value;
  for (; ts.isBinaryExpression(at); at = bare(at.left)) operands.push(bare(at.right));
  return [...operands, at];
}

function isFixedName(reading: Reading, value: ts.Identifier): boolean {
  const initializer = constantBehind(reading, value);
  return initializer !== undefined && isFixed(reading, bare(initializer));
}

/** A name for a function, a class, or another constant that is deeply readonly. */
function isNamedCode(reading: Reading, value: ts.Expression): boolean {
  if (!ts.isIdentifier(value)) return false;
  const node = declarationBehind(reading, value);
  if (node && (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)))
    return true;
  const initializer = constantBehind(reading, value);
  if (!initializer) return false;
  const constant = bare(initializer);
  return isCallable(constant) || (isConstAssertion(initializer) && isDeepLiteral(reading, constant));
}

/** What the constant of that name is given; `undefined` where the name stands inside it. */
function constantBehind(reading: Reading, value: ts.Identifier): ts.Expression | undefined {
  const node = declarationBehind(reading, value);
  if (!node || !ts.isVariableDeclaration(node) || !node.initializer) return undefined;
  const isConst = Boolean(node.parent.flags & ts.NodeFlags.Const);
  return isConst && ts.findAncestor(value, (at) => at === node) === undefined ? node.initializer : undefined;
}

function declarationBehind({ checker }: Reading, name: ts.Identifier): ts.Declaration | undefined {
  const symbol = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  return (symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
}

function isEnumMember(reading: Reading, value: ts.PropertyAccessExpression): boolean {
  const symbol = reading.checker.getSymbolAtLocation(value);
  return symbol !== undefined && Boolean(symbol.flags & ts.SymbolFlags.EnumMember);
}

function isDeepLiteral(reading: Reading, value: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(value))
    return value.elements.every((element) => isDeepLiteral(reading, bare(element)));
  if (ts.isObjectLiteralExpression(value)) {
    return value.properties.every(
      (property) =>
        ts.isMethodDeclaration(property) ||
        (ts.isPropertyAssignment(property) && isDeepLiteral(reading, bare(property.initializer))) ||
        (ts.isShorthandPropertyAssignment(property) && isDeepLiteral(reading, property.name)) ||
        (ts.isSpreadAssignment(property) && isDeepLiteral(reading, bare(property.expression))),
    );
  }
  if (ts.isSpreadElement(value)) return isDeepLiteral(reading, bare(value.expression));
  return isFixed(reading, value) || isCallable(value) || isNamedCode(reading, value);
}
