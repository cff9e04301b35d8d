import { ts } from 'ts-morph';
import { oncePer } from '../once-per.ts';

/** The part of its file that a node belongs to: `file#name`, or `file#` for what declares no name of its own. */
export function partOf(node: ts.Node): string {
  let at = node;
  while (!ts.isSourceFile(at.parent)) at = at.parent;
  return `${at.parent.fileName}#${namesOf(at)[0] ?? ''}`;
}

/** The parts that two states of a file do not have in common: all of them where its imports or the names in it changed. */
export function changedParts(before: ts.SourceFile, after: ts.SourceFile): string[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const frame = `${after.fileName}#`;
  return old.get(frame) === now.get(frame) ? keys.filter((key) => old.get(key) !== now.get(key)) : keys;
}

/**
 * The texts of a file's parts: its syntax without the bodies of functions that say what they return, and without white
 * space and such comments as mean nothing.
 */
const partsOf = oncePer((file: ts.SourceFile): ReadonlyMap<string, string> => {
  const parts = new Map<string, string>();
  const frame: string[] = [];
  for (const statement of [...file.statements, file.endOfFileToken]) {
    const text = surfaceOf(file, statement);
    const names = namesOf(statement);
    frame.push(names.length === 0 ? text : `${statement.kind} ${names} ${modifiersOf(statement)}`);
    const key = `${file.fileName}#${names[0]}`;
    if (names.length > 0) parts.set(key, `${parts.get(key) ?? ''}${text}`);
  }
  return parts.set(`${file.fileName}#`, frame.join('\n'));
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

function surfaceOf(file: ts.SourceFile, root: ts.Node): string {
  const parts: string[] = [];
  const between = (from: number, to: number): void => {
    if (from < to) parts.push(withoutTrivia(file.text.slice(from, to)));
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
      if (child !== passed) visit(child);
      at = child.end;
    });
    between(at, node.end);
  };
  visit(root);
  return parts.join('');
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
