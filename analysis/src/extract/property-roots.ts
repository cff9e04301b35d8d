import { ts } from 'ts-morph';
import type { StateRoot } from '../state-model.ts';
import { isCodeConstant } from './code-constants.ts';
import { docTags } from './doc-tags.ts';
import { functionBehind } from './function-behind.ts';
import { describeInitializer } from './initializers.ts';
import { declarationName, moduleName, positionOf, type Reading } from './reading.ts';
import { bare, lastValue } from './scopes.ts';
import { spelling } from './spelling.ts';
import type { TypeReader } from './type-reader.ts';
import { someBelow, walk } from './walk.ts';

/** A property that the module's top level assigns, and the root that it makes. */
interface AssignedProperty {
  readonly name: string;
  readonly kind: StateRoot['kind'];
  readonly target: ts.Node;
  readonly value: ts.Expression;
}

/**
 * State that a module keeps in properties: of its exports, as CommonJS has them (`exports.seen = new Set()`), of its own
 * functions and classes (`load.cache = new Map()`), and of the global object (`globalThis.registry = new Map()`).
 */
export function readPropertyRoots(reader: TypeReader, file: ts.SourceFile): StateRoot[] {
  const roots = new Map<string, StateRoot>();
  const code = new Set<string>();
  for (const property of assignedProperties(reader.reading, file)) {
    if (roots.has(property.name)) continue;
    if (isCode(reader.reading, file, property, code)) {
      code.add(property.target.parent.getText());
      continue;
    }
    roots.set(property.name, readProperty(reader, property));
  }
  return [...roots.values()];
}

function readProperty(reader: TypeReader, { name, kind, target, value }: AssignedProperty): StateRoot {
  const { reading } = reader;
  const symbol = reading.checker.getSymbolAtLocation(target);
  const type = symbol ? reading.checker.getTypeOfSymbol(symbol) : reading.checker.getTypeAtLocation(value);
  const widened = reading.checker.getBaseTypeOfLiteralType(type);
  return {
    name,
    kind,
    type: reader.readPlace(widened, { name, symbol }),
    typeText: spelling(reading, undefined, widened),
    position: positionOf(reading, target),
    initializer: describeInitializer(reading, value),
    tags: docTags(ts.findAncestor(target, ts.isExpressionStatement)),
  };
}

function assignedProperties(reading: Reading, file: ts.SourceFile): AssignedProperty[] {
  const prefix = `${moduleName(reading, file)}#`;
  const found: AssignedProperty[] = [];
  walk(file, (node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      found.push(...propertiesOf(reading, prefix, node.left, lastValue(node.right)));
    }
    return true;
  });
  return found;
}

function propertiesOf(
  reading: Reading,
  prefix: string,
  left: ts.Expression,
  value: ts.Expression,
): readonly AssignedProperty[] {
  if (!ts.isPropertyAccessExpression(left)) return [];
  const owner = bare(left.expression);
  const property = left.name.text;
  const one = (name: string, kind: StateRoot['kind']) => [{ name, kind, target: left.name, value }];
  if (isExports(owner)) return one(`${prefix}${property}`, 'let');
  if (isExports(left)) return exportedValues(prefix, left, value);
  if (ts.isIdentifier(owner) && (owner.text === 'globalThis' || owner.text === 'global'))
    return one(`${prefix}globalThis.${property}`, 'let');
  const holder = functionBehind(reading, owner);
  if (!holder || property === 'prototype' || isDeclaredStatic(reading, left)) return [];
  return one(`${declarationName(reading, holder)}.${property}`, 'static');
}

/** `module.exports = { … }` exports each of its properties; any other value is the module itself. */
function exportedValues(
  prefix: string,
  left: ts.PropertyAccessExpression,
  value: ts.Expression,
): readonly AssignedProperty[] {
  const whole = bare(value);
  if (!ts.isObjectLiteralExpression(whole))
    return [{ name: `${prefix}default`, kind: 'const', target: left.name, value }];
  return whole.properties.filter(ts.isPropertyAssignment).map(({ name, initializer }) => ({
    name: prefix + name.getText().replace(/^['"]|['"]$/g, ''),
    kind: 'let',
    target: name,
    value: initializer,
  }));
}

/** `exports` and `module.exports` of a CommonJS module. */
function isExports(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === 'exports';
  const isOfModule = ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression);
  return isOfModule && node.name.text === 'exports' && (node.expression as ts.Identifier).text === 'module';
}

/** A static field that its class declares is a root by that. */
function isDeclaredStatic(reading: Reading, target: ts.PropertyAccessExpression): boolean {
  const declaration = reading.checker.getSymbolAtLocation(target.name)?.valueDeclaration;
  return declaration !== undefined && ts.isClassElement(declaration);
}

/**
 * A name for what is declared elsewhere, a function, a class, or a primitive that nothing else writes; `known` are the
 * properties before it that are such.
 */
function isCode(
  reading: Reading,
  file: ts.SourceFile,
  { target, value }: AssignedProperty,
  known: ReadonlySet<string>,
): boolean {
  const at = bare(value);
  if (ts.isIdentifier(at) || ts.isVoidExpression(at)) return true;
  if (!known.has(at.getText()) && !isCodeConstant(reading, undefined, undefined, value)) return false;
  return !isWrittenElsewhere(file, target, target.getText());
}

function isWrittenElsewhere(file: ts.SourceFile, target: ts.Node, name: string): boolean {
  const isOther = (node: ts.Node): node is ts.PropertyAccessExpression =>
    ts.isPropertyAccessExpression(node) && node.name.text === name && node.name !== target;
  return someBelow(file, (node) => isOther(node) && isWritten(node));
}

const STEPS = new Set([ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken]);

function isWritten(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return STEPS.has(parent.operator);
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  const { kind } = parent.operatorToken;
  const isAssigned = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  return isAssigned && !ts.isVoidExpression(lastValue(parent.right));
}
