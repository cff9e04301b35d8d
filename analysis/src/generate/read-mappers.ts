import { ts } from 'ts-morph';
import type { Law } from '../conversion.ts';

/** An exported mapper, as the text of a transfer module says it. */
export interface ReadMapper {
  readonly export: string;
  readonly for: 'type' | 'root';
  /** The pair or root that it is for: the literal after `type:` or `root:`. */
  readonly target: string;
  readonly law: Law;
  readonly forward: ReadDirection;
  readonly backward: ReadDirection;
  readonly start: number;
  readonly end: number;
}

/** One of the two functions of a mapper. */
export interface ReadDirection {
  /** Offset of its name; of the mapper where it is missing. */
  readonly start: number;
  /** Offset before the closing brace of its body, `null` where it is no function with a body that is written here. */
  readonly bodyEnd: number | null;
  /** Fields that its statements assign, each with the offset of the statement. */
  readonly assigned: readonly { readonly field: string; readonly start: number }[];
  /** Fields of its target that it names anywhere; `null` where what it fills cannot be read off the text. */
  readonly touched: ReadonlySet<string> | null;
  /** Placeholders of `generate` that are still there. */
  readonly stubs: readonly { readonly field: string; readonly start: number }[];
}

/** What a stub names in the place of a value; it is declared nowhere, so it neither compiles nor runs. */
export const STUB_PREFIX = 'TODO_';

const LAWS: readonly string[] = ['bijective', 'lossy-forward', 'lossy-backward', 'new-only', 'dropped'] satisfies Law[];

/** The mappers that a transfer module exports, in the order of the text. Broken text gives what can be read of it. */
export function readMappers(text: string): ReadMapper[] {
  const source = parseModule(text);
  return source.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement) || !isExported(statement)) return [];
    return statement.declarationList.declarations.flatMap((declaration) => readMapper(declaration, statement, source));
  });
}

/** The syntax tree of a transfer module. */
export function parseModule(text: string): ts.SourceFile {
  return ts.createSourceFile('transfer.ts', text, ts.ScriptTarget.Latest, true);
}

function isExported(statement: ts.VariableStatement): boolean {
  return statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function readMapper(declaration: ts.VariableDeclaration, statement: ts.Node, source: ts.SourceFile): ReadMapper[] {
  const literal = declaration.initializer && withoutTypes(declaration.initializer);
  if (!ts.isIdentifier(declaration.name) || !literal || !ts.isObjectLiteralExpression(literal)) return [];
  const members = new Map(
    literal.properties.flatMap((member) => (member.name ? [[member.name.getText(source), member]] : [])),
  );
  // An invariant names a type too, but moves nothing.
  if (members.has('holds')) return [];
  const kind = members.has('type') ? 'type' : 'root';
  const target = stringOf(members.get(kind));
  if (target === null) return [];
  const law = stringOf(members.get('law'));
  const parameter = kind === 'type' ? 1 : null;
  return [
    {
      export: declaration.name.text,
      for: kind,
      target,
      law: law !== null && LAWS.includes(law) ? (law as Law) : 'lossy-forward',
      forward: readDirection(members.get('forward'), parameter, declaration, source),
      backward: readDirection(members.get('backward'), parameter, declaration, source),
      start: statement.getStart(source),
      end: statement.end,
    },
  ];
}

function withoutTypes(node: ts.Expression): ts.Expression {
  const typed = ts.isSatisfiesExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node);
  return typed ? withoutTypes(node.expression) : node;
}

function stringOf(member: ts.ObjectLiteralElementLike | undefined): string | null {
  if (!member || !ts.isPropertyAssignment(member)) return null;
  const value = withoutTypes(member.initializer);
  return ts.isStringLiteralLike(value) ? value.text : null;
}

function readDirection(
  member: ts.ObjectLiteralElementLike | undefined,
  parameter: number | null,
  mapper: ts.VariableDeclaration,
  source: ts.SourceFile,
): ReadDirection {
  const written = member && functionOf(member);
  const body = written?.body && ts.isBlock(written.body) ? written.body : null;
  const start = (member ?? mapper).getStart(source);
  const stubs = written ? stubsIn(written) : [];
  const target = parameter === null ? null : written?.parameters[parameter]?.name;
  // A mapper of a type that takes no target fills nothing; one whose target is no plain name is left to the author.
  const readable =
    parameter !== null && written !== null && written !== undefined && (!target || ts.isIdentifier(target));
  if (!readable) return { start, bodyEnd: body ? body.end - 1 : null, assigned: [], touched: null, stubs };
  const fields =
    target && ts.isIdentifier(target) ? fieldsOf(written, target.text) : { assigned: [], touched: new Set<string>() };
  return { start, bodyEnd: body && target ? body.end - 1 : null, ...fields, stubs };
}

function functionOf(member: ts.ObjectLiteralElementLike): ts.FunctionLikeDeclaration | null {
  if (ts.isMethodDeclaration(member)) return member;
  if (!ts.isPropertyAssignment(member)) return null;
  const value = withoutTypes(member.initializer);
  return ts.isFunctionExpression(value) || ts.isArrowFunction(value) ? value : null;
}

function stubsIn(root: ts.Node): { field: string; start: number }[] {
  const found: { field: string; start: number }[] = [];
  visit(root, (node) => {
    if (ts.isIdentifier(node) && node.text.startsWith(STUB_PREFIX)) {
      found.push({ field: node.text.slice(STUB_PREFIX.length), start: node.getStart() });
    }
  });
  return found;
}

/** Which fields of `target` a function assigns, and which it names at all. The target handed on whole may be filled elsewhere. */
function fieldsOf(root: ts.FunctionLikeDeclaration, target: string): Pick<ReadDirection, 'assigned' | 'touched'> {
  const assigned: { field: string; start: number }[] = [];
  const touched = new Set<string>();
  let handedOn = false;
  visit(root, (node) => {
    if (!ts.isIdentifier(node) || node.text !== target || !isReference(node)) return;
    const access = node.parent;
    const field = accessedField(access, node);
    if (field === null) {
      handedOn ||= !ts.isBinaryExpression(access);
      return;
    }
    touched.add(field);
    const assignment = access.parent;
    if (ts.isBinaryExpression(assignment) && assignment.left === access && isAssignment(assignment)) {
      assigned.push({ field, start: access.getStart() });
    }
  });
  return { assigned, touched: handedOn ? null : touched };
}

function isReference(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isParameter(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  return !(ts.isPropertyAccessExpression(parent) && parent.name === node);
}

function accessedField(access: ts.Node, object: ts.Identifier): string | null {
  if (ts.isPropertyAccessExpression(access) && access.expression === object) return access.name.text;
  const indexed =
    ts.isElementAccessExpression(access) && access.expression === object ? access.argumentExpression : null;
  if (indexed && ts.isStringLiteralLike(indexed)) return indexed.text;
  const isWellKnown = indexed && ts.isPropertyAccessExpression(indexed) && indexed.expression.getText() === 'Symbol';
  return isWellKnown ? `[Symbol.${indexed.name.text}]` : null;
}

function isAssignment(node: ts.BinaryExpression): boolean {
  const kind = node.operatorToken.kind;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function visit(node: ts.Node, on: (node: ts.Node) => void): void {
  on(node);
  ts.forEachChild(node, (child) => visit(child, on));
}
