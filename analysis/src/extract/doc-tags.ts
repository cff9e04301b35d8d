import { ts } from 'ts-morph';
import type { DocTags } from '../state-model.ts';

/** The doc tags of a declaration that steer a transfer. */
export function docTags(node: ts.Node | undefined): DocTags {
  if (!node) return {};
  const tags: { -readonly [name in keyof DocTags]: DocTags[name] } = {};
  const parsed = ts.getJSDocTags(carrier(node)).map((tag) => {
    return [tag.tagName.text, ts.getTextOfJSDocComment(tag.comment) ?? ''] as const;
  });
  for (const [name, text] of [...tagsOnLine(carrier(node)), ...parsed]) {
    if (name !== 'renamedFrom' && name !== 'movedFrom' && name !== 'transient') continue;
    tags[name] = name === 'transient' ? text.trim() : (text.trim().split(/\s/)[0] ?? '');
  }
  return tags;
}

/** Tags of a comment on the same line as what stands before it, which the compiler takes for none of the declaration. */
function tagsOnLine(node: ts.Node): (readonly [name: string, text: string])[] {
  const { text } = node.getSourceFile();
  const before = text.slice(node.pos, node.end).trimStart();
  if (!before.startsWith('/**')) return [];
  const [comment] = ts.getTrailingCommentRanges(text, node.pos)?.slice(-1) ?? [];
  if (!comment || text.slice(comment.end, node.getStart()).includes('\n')) return [];
  const found = text.slice(comment.pos, comment.end - 2).matchAll(/@(\w+)([^@]*)/g);
  return [...found].map(([, name, rest]) => [name!, rest!.replace(/^\s*\*/gm, '')] as const);
}

/** A variable's comment stands before its statement. */
function carrier(node: ts.Node): ts.Node {
  if (ts.isVariableDeclaration(node) && ts.isVariableStatement(node.parent.parent)) return node.parent.parent;
  return node;
}
