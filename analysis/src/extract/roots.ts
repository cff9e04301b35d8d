import { ts } from 'ts-morph';
import type { StateRoot } from '../state-model.ts';
import type { CallGraph } from './call-graph.ts';
import { isCodeConstant, isCompiledCode } from './code-constants.ts';
import { docTags } from './doc-tags.ts';
import { evolvingArrayOr } from './evolving-arrays.ts';
import { describeInitializer } from './initializers.ts';
import type { LiteralRoot } from './literal-defaults.ts';
import { outlineOf } from './outline.ts';
import { readPropertyRoots } from './property-roots.ts';
import { declarationName, moduleName, positionOf } from './reading.ts';
import { bare, enclosingFunction, isStatic } from './scopes.ts';
import { spelling, widenedType } from './spelling.ts';
import { timerOr } from './timers.ts';
import type { TypeReader } from './type-reader.ts';
import { walk } from './walk.ts';

/** The roots that a module declares at its top level: bindings, static fields, and those of its namespaces. */
export function readModuleRoots(reader: TypeReader, graph: CallGraph, file: ts.SourceFile): StateRoot[] {
  const prefix = `${moduleName(reader.reading, file)}#`;
  const roots = [...readStatements(reader, file.statements, prefix), ...readHoisted(reader, file, prefix)];
  const bindings = new Set(roots.map((root) => root.name));
  // `let seen = exports.seen = new Set()` is one piece of state.
  roots.push(...readPropertyRoots(reader, file).filter((root) => !bindings.has(root.name)));
  for (const owner of outlineOf(file).classes) {
    const maker = enclosingFunction(owner);
    if (!maker || graph.isRunAtStart(maker)) roots.push(...readStatics(reader, owner));
  }
  return roots;
}

function readStatements(reader: TypeReader, statements: readonly ts.Statement[], prefix: string): StateRoot[] {
  return statements.flatMap((statement) => {
    if (isAmbient(statement)) return [];
    if (ts.isVariableStatement(statement)) return readVariables(reader, statement.declarationList, prefix);
    if (ts.isExportAssignment(statement)) return readDefault(reader, statement, prefix);
    if (ts.isModuleDeclaration(statement)) return readNamespace(reader, statement, prefix);
    return [];
  });
}

/** A `var` in a block of the module's top level is a variable of the module. */
function readHoisted(reader: TypeReader, file: ts.SourceFile, prefix: string): StateRoot[] {
  const roots = new Map<string, StateRoot>();
  walk(file, (node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleBlock(node)) return false;
    const isHoisted =
      ts.isVariableDeclarationList(node) &&
      !(node.flags & ts.NodeFlags.BlockScoped) &&
      !(ts.isVariableStatement(node.parent) && ts.isSourceFile(node.parent.parent));
    for (const root of isHoisted ? readVariables(reader, node, prefix) : []) roots.set(root.name, root);
    return true;
  });
  return [...roots.values()];
}

function readNamespace(reader: TypeReader, node: ts.ModuleDeclaration, prefix: string): StateRoot[] {
  const inner = `${prefix}${node.name.text}.`;
  if (!node.body) return [];
  if (ts.isModuleDeclaration(node.body)) return readNamespace(reader, node.body, inner);
  return ts.isModuleBlock(node.body) ? readStatements(reader, node.body.statements, inner) : [];
}

function readVariables(reader: TypeReader, list: ts.VariableDeclarationList, prefix: string): StateRoot[] {
  const isConst = Boolean(list.flags & ts.NodeFlags.Const);
  return list.declarations.flatMap((declaration) =>
    boundNames(declaration.name).flatMap((name) => {
      const holder = name.parent as ts.VariableDeclaration | ts.BindingElement;
      if (isCompiledCode(declaration)) return [];
      if (isConst && isCodeConstant(reader.reading, declaration, holder)) return [];
      return [readVariable(reader, holder, name, `${prefix}${name.text}`, isConst ? 'const' : 'let')];
    }),
  );
}

/** The object literal that a module binding is given, whose values are the defaults of its keys. */
export function literalsOf(reader: TypeReader, file: ts.SourceFile, roots: readonly StateRoot[]): LiteralRoot[] {
  const byName = new Map(roots.map((root) => [root.name, root]));
  const prefix = `${moduleName(reader.reading, file)}#`;
  const declared = file.statements.flatMap((each) =>
    ts.isVariableStatement(each) ? [...each.declarationList.declarations] : [],
  );
  return declared.flatMap((declaration) => {
    const root = byName.get(prefix + declaration.name.getText());
    const literal = declaration.initializer && bare(declaration.initializer);
    return root && literal && ts.isObjectLiteralExpression(literal) ? [{ root, literal }] : [];
  });
}

/** One variable as a root, whatever scope it stands in. */
export function readVariable(
  reader: TypeReader,
  node: ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration,
  name: ts.Identifier,
  rootName: string,
  kind: StateRoot['kind'],
): StateRoot {
  const { reading } = reader;
  const symbol = reading.checker.getSymbolAtLocation(name);
  const type = widenedType(reading.checker, reading.checker.getTypeAtLocation(name), node);
  const place = { name: rootName, symbol };
  const { initializer } = node;
  const isFixed = kind === 'const' && initializer !== undefined;
  const given = initializer ?? assignedAtStart(reader, symbol, name.getSourceFile().statements);
  return {
    name: rootName,
    kind,
    type: evolvingArrayOr(timerOr(isFixed ? reader.read(type, place) : reader.readPlace(type, place), node), node),
    typeText: spelling(reading, node, type),
    position: positionOf(reading, name),
    ...(given && { initializer: describeInitializer(reading, given) }),
    tags: docTags(node),
  };
}

function readStatics(reader: TypeReader, owner: ts.ClassLikeDeclaration): StateRoot[] {
  const { reading } = reader;
  if (isAmbient(owner)) return [];
  const topLevel = owner.getSourceFile().statements;
  return owner.members
    .filter(ts.isPropertyDeclaration)
    .filter(isStatic)
    .map((field) => {
      const name = `${declarationName(reading, owner)}.${field.name.getText()}`;
      const symbol = reading.checker.getSymbolAtLocation(field.name);
      const type = widenedType(reading.checker, reading.checker.getTypeAtLocation(field), field);
      const given = field.initializer ?? assignedAtStart(reader, symbol, [...field.parent.members, ...topLevel]);
      return {
        name,
        kind: 'static',
        type: reader.readPlace(type, { name, symbol }),
        typeText: spelling(reading, field, type),
        position: positionOf(reading, field.name),
        ...(given && { initializer: describeInitializer(reading, given) }),
        tags: docTags(field),
      };
    });
}

/** `export default` of a value that is neither a class nor a function nor a name for something declared elsewhere. */
function readDefault(reader: TypeReader, node: ts.ExportAssignment, prefix: string): StateRoot[] {
  const { reading } = reader;
  if (ts.isIdentifier(node.expression) || isCodeConstant(reading, undefined, undefined, node.expression)) return [];
  const type = reading.checker.getTypeAtLocation(node.expression);
  const name = `${prefix}default`;
  return [
    {
      name,
      kind: 'const',
      type: reader.read(type, { name, symbol: undefined }),
      typeText: spelling(reading, undefined, type),
      position: positionOf(reading, node.expression),
      initializer: describeInitializer(reading, node.expression),
      tags: docTags(node),
    },
  ];
}

/** What the module's own top level, or a static block, assigns to what was declared without a value. */
function assignedAtStart(
  reader: TypeReader,
  symbol: ts.Symbol | undefined,
  code: readonly ts.Node[],
): ts.Expression | undefined {
  for (const part of code) {
    if (ts.isClassStaticBlockDeclaration(part)) {
      const inside = assignedAtStart(reader, symbol, part.body.statements);
      if (inside) return inside;
    }
    if (!ts.isExpressionStatement(part) || !ts.isBinaryExpression(part.expression)) continue;
    const { left, operatorToken, right } = part.expression;
    const isNamed = ts.isIdentifier(left) || ts.isPropertyAccessExpression(left);
    const assigns = operatorToken.kind === ts.SyntaxKind.EqualsToken && isNamed;
    if (assigns && symbol && reader.reading.checker.getSymbolAtLocation(left) === symbol) return right;
  }
  return undefined;
}

function boundNames(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

function isAmbient(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (node.modifiers?.some((each) => each.kind === ts.SyntaxKind.DeclareKeyword) ?? false)
  );
}
