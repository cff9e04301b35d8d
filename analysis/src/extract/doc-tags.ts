import { ts } from 'ts-morph';
import type { DocTags } from '../state-model.ts';

/** The doc tags of a declaration that steer a transfer. */
export function docTags(node: ts.Node | undefined): DocTags {
  if (!node) return {};
  const tags: { -readonly [name in keyof DocTags]: DocTags[name] } = {};
  for (const tag of ts.getJSDocTags(carrier(node))) {
    const name = tag.tagName.text;
    if (name !== 'renamedFrom' && name !== 'movedFrom' && name !== 'transient') continue;
    const text = (ts.getTextOfJSDocComment(tag.comment) ?? '').trim();
    tags[name] = name === 'transient' ? text : (text.split(/\s/)[0] ?? '');
  }
  return tags;
}

/** A variable's comment stands before its statement. */
function carrier(node: ts.Node): ts.Node {
  if (ts.isVariableDeclaration(node) && ts.isVariableStatement(node.parent.parent)) return node.parent.parent;
  return node;
}
