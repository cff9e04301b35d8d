import { ts } from 'ts-morph';
import { oncePer } from '../once-per.ts';

/**
 * The part of its file that a node belongs to: `file#name`, or `file#` for what declares no name of its own. Undefined for a
 * node in the body of a function that says what it returns, which is part of none.
 */
export function partOf(node: ts.Node): string | undefined {
  let at = node;
  for (; !ts.isSourceFile(at.parent); at = at.parent) if (passedOver(at.parent) === at) return undefined;
  return keyOf(at.parent, namesOf(at));
}

/** The same part, where the places of its nodes and the spelling count too. */
export const exactly = (part: string): string => `${part}@`;

/** The parts that two states of a file do not have in common: all of them where its imports or the names in it changed. */
export function changedParts(before: ts.SourceFile, after: ts.SourceFile): string[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const frame = keyOf(after, []);
  return old.get(frame) === now.get(frame) ? keys.filter((key) => old.get(key) !== now.get(key)) : keys;
}

/** Whether anything changed that a file declares, and not only where it stands or how it is spelt. */
export const declaresOtherwise = (before: ts.SourceFile, after: ts.SourceFile): boolean =>
  changedParts(before, after).some((key) => !key.endsWith('@'));

const keyOf = (file: ts.SourceFile, names: readonly string[]): string => `${file.fileName}#${names[0] ?? ''}`;

/**
 * The texts of a file's parts: its syntax without the bodies of functions that say what they return, and without white
 * space and such comments as mean nothing; and for each exactly what is written there, and where.
 */
const partsOf = oncePer((file: ts.SourceFile): ReadonlyMap<string, string> => {
  const parts = new Map<string, string>([[keyOf(file, []), '']]);
  const add = (key: string, text: string) => parts.set(key, `${parts.get(key) ?? ''}${text}`);
  for (const statement of [...file.statements, file.endOfFileToken]) {
    const names = namesOf(statement);
    const { text, exact } = textsOf(file, statement);
    add(keyOf(file, names), text);
    add(exactly(keyOf(file, names)), exact);
    if (names.length > 0) add(keyOf(file, []), `${statement.kind} ${names} ${modifiersOf(statement)}\n`);
  }
  return parts;
});

/** The names that a statement declares at the top level; none where it does more than that. */
function namesOf(statement: ts.Node): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    const names = statement.declarationList.declarations.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
    return names.includes('') ? [] : names;
  }
  const isNamed =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isFunctionDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

const modifiersOf = (node: ts.Node): string =>
  ts.canHaveModifiers(node) ? (node.modifiers ?? []).map(({ kind }) => kind).join() : '';

function textsOf(file: ts.SourceFile, root: ts.Node): { readonly text: string; readonly exact: string } {
  const parts: string[] = [];
  const pieces: string[] = [];
  let from = root.pos;
  const piece = (to: number): void => {
    const { line, character } = file.getLineAndCharacterOfPosition(from);
    pieces.push(`${line}:${character} ${file.text.slice(from, to)}`);
  };
  const between = (start: number, end: number): void => {
    if (start < end) parts.push(withoutTrivia(file.text.slice(start, end)));
  };
  const visit = (node: ts.Node): void => {
    // What is parsed in another way for a line break more is not the same.
    parts.push(` ${node.kind} `);
    if (node.kind <= ts.SyntaxKind.LastToken) {
      const start = node.kind === ts.SyntaxKind.JsxText ? node.pos : node.getStart(file);
      between(node.pos, start);
      parts.push(file.text.slice(start, node.end));
      return;
    }
    const passed = passedOver(node);
    let at = node.pos;
    ts.forEachChild(node, (child) => {
      between(at, child.pos);
      at = child.end;
      if (child !== passed) return visit(child);
      piece(child.pos);
      from = child.end;
    });
    between(at, node.end);
  };
  visit(root);
  piece(root.end);
  return { text: parts.join(''), exact: pieces.join('') };
}

/** The body of a function that says what it returns. */
function passedOver(node: ts.Node): ts.Node | undefined {
  const { body, type } = node as { readonly body?: ts.Node; readonly type?: ts.Node };
  return ts.isFunctionLike(node) && type ? body : undefined;
}

/** What stands between the nodes of the syntax: no literal does. Directives and doc comments are kept. */
function withoutTrivia(text: string): string {
  if (/^\s*\S{0,3}\s*$/.test(text)) return text.trim();
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|\s+/g, (trivia) => (isTelling(trivia) ? trivia : ''));
}

const isTelling = (trivia: string): boolean =>
  trivia.startsWith('///') || (trivia.startsWith('/*') && /^\/\*\*|@/.test(trivia));
