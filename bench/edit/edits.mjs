// One-character edits of several kinds in one file of the made-up program; each is made and then taken back.

/**
 * @typedef {{ kind: string, offset: number, insert: string, remove: number }} Edit
 */

/** Where each kind of edit puts its character: the end of what the first group matches. */
const KINDS = [
  { kind: "field's type", pattern: /^ {2}(?:readonly )?\w+\??: (string|number|bigint);/m, insert: 's' },
  { kind: "field's name", pattern: /^ {2}((?:readonly )?\w+)\??: (?:string|number|bigint);/m, insert: 'x' },
  { kind: 'comment', pattern: /^\/\/ (\w+)/m, insert: 'x' },
  { kind: 'function body', pattern: /^ {4,}.*[(> ](\d+)\)/m, insert: '1' },
];

/**
 * Edits of a text, one after the other, of every kind in turn.
 * @param {string} text
 * @param {number} count
 * @returns {Edit[]}
 */
export function editsOf(text, count) {
  const inserted = KINDS.map(({ kind, pattern, insert }) => {
    const match = pattern.exec(text);
    if (match === null) throw new Error(`The file has no place for an edit in a ${kind}.`);
    const offset = match.index + match[0].indexOf(match[1], kind === "field's type" ? match[0].indexOf(': ') : 0);
    return { kind, offset: offset + match[1].length, insert, remove: 0 };
  });
  const edits = inserted.flatMap((edit) => [edit, { ...edit, insert: '', remove: edit.insert.length }]);
  return Array.from({ length: count }, (_, index) => edits[index % edits.length]);
}

/**
 * @param {string} text
 * @param {Edit} edit
 */
export function applied(text, { offset, insert, remove }) {
  return text.slice(0, offset) + insert + text.slice(offset + remove);
}

/**
 * The edit as an editor sends it.
 * @param {string} text before the edit
 * @param {Edit} edit
 */
export function contentChange(text, { offset, insert, remove }) {
  const before = text.slice(0, offset).split('\n');
  const line = before.length - 1;
  const character = before[line].length;
  return { range: { start: { line, character }, end: { line, character: character + remove } }, text: insert };
}
