import { ts } from 'ts-morph';

/** A half-open stretch of a text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text to put in at an offset. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** The span of the innermost declaration around a position (line and column from 1), its doc comment left out; null where there is none. */
export function declarationAt(file: string, text: string, at: { line: number; column: number }): Span | null {
  const source = parse(file, text);
  const node = declarationNode(source, at);
  return node && { start: node.getStart(source), end: node.end };
}

/**
 * Where and how to write a tag (`@renamedFrom old`) into the doc comment of the declaration at a position; starts the
 * comment where there is none. Null where no declaration stands there.
 */
export function docTagInsertion(
  file: string,
  text: string,
  at: { line: number; column: number },
  tag: string,
): Insertion | null {
  const source = parse(file, text);
  const node = declarationNode(source, at);
  if (node === null) return null;
  const comment = ts.getJSDocCommentsAndTags(node).findLast(ts.isJSDoc);
  if (comment !== undefined) return insideComment(text, comment, tag);
  const start = node.getStart(source);
  const indent = /[ \t]*$/.exec(text.slice(0, start))![0];
  return { offset: start, text: `/** ${tag} */${lineBreak(text)}${indent}` };
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function declarationNode(source: ts.SourceFile, at: { line: number; column: number }): ts.Node | null {
  const lines = source.getLineStarts();
  const start = lines[at.line - 1];
  if (start === undefined) return null;
  const offset = Math.min(start + at.column - 1, source.end);
  let found: ts.Node | null = null;
  const descend = (node: ts.Node): void => {
    if (node.getStart(source) > offset || offset > node.end) return;
    if (isDeclaration(node)) found = node;
    ts.forEachChild(node, descend);
  };
  ts.forEachChild(source, descend);
  return found;
}

/** What can carry the doc comment of a piece of state. A variable's stands on its statement. */
function isDeclaration(node: ts.Node): boolean {
  return (
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isGetAccessor(node) ||
    ts.isSetAccessor(node) ||
    (ts.isParameter(node) && ts.isConstructorDeclaration(node.parent)) ||
    ts.isVariableStatement(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isEnumMember(node)
  );
}

function insideComment(text: string, comment: ts.JSDoc, tag: string): Insertion {
  const column = /[ \t]*$/.exec(text.slice(0, comment.pos))![0];
  const end = comment.end - '*/'.length;
  const line = `${column} * ${tag}${lineBreak(text)}`;
  const lastLine = text.lastIndexOf('\n', end) + 1;
  if (lastLine > comment.pos && /^\s*$/.test(text.slice(lastLine, end))) return { offset: lastLine, text: line };
  // Something stands before the closing mark, which moves to a line of its own.
  return { offset: text.slice(0, end).trimEnd().length, text: `${lineBreak(text)}${line}${column}` };
}

function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
