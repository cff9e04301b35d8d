import { ts } from 'ts-morph';
import { oncePer } from '../once-per.ts';

/**
 * What a file declares, as a text that is equal for files that declare the same: its syntax without the bodies of functions
 * that say what they return, and without white space and such comments as mean nothing.
 */
export const surfaceOf = oncePer(readSurface);

function readSurface(file: ts.SourceFile): string {
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
  visit(file);
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
