// Lists the trusted part in ARCHITECTURE.md: the code that must be right for a "match" to be believed and for the past
// process to be unharmed. It is found from where each piece begins, by its imports.
//
//   node scripts/trusted-part.mjs    writes the list with its line counts

import { readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = `${root}ARCHITECTURE.md`;
const [begin, end] = ['<!-- trusted part: node scripts/trusted-part.mjs -->', '<!-- end of the trusted part -->'];

/** Where each piece begins. A file belongs to the first piece that needs it. */
const PIECES = [
  ['attach', ['attached-process.ts', 'quiescent.ts']],
  ['process control', ['process-group.ts', 'limits.ts', 'agents/guardian.ts']],
  ['capture decoding', ['capture-file.ts', 'capture-graph.ts']],
  ['comparison', ['compare-graphs.ts', 'compare-report.ts', 'check-declared.ts']],
];

/** The pieces, each with its files (relative to transfer/src) and their lines. What is imported for its types only does not count. */
export function trustedPart() {
  const taken = new Set();
  return PIECES.map(([name, entries]) => {
    const files = [];
    const waiting = entries.map((entry) => entry);
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      if (taken.has(file)) continue;
      taken.add(file);
      files.push(file);
      waiting.push(
        ...importsOf(file).flatMap((name) => (name.startsWith('.') ? [posix.join(posix.dirname(file), name)] : [])),
      );
    }
    const lines = files.reduce((sum, file) => sum + textOf(file).split('\n').length - 1, 0);
    return { name, files: files.toSorted(), lines };
  });
}

/** What a file of transfer/src imports at run time, as it names it. */
export function importsOf(file) {
  const statements = textOf(file).matchAll(/^(?:import|export) (?!type\b)(?:[^'";]*? from )?'([^']+)';/gm);
  return [...statements].map(([, name]) => name);
}

/** The list as ARCHITECTURE.md has it. */
export function renderTrustedPart(pieces) {
  const total = pieces.reduce((sum, { lines }) => sum + lines, 0);
  const rows = pieces.map(
    ({ name, files, lines }) =>
      `| ${name} | ${lines} | ${files.map((file) => `\`${file.replace(/\.ts$/, '')}\``).join(', ')} |`,
  );
  return [
    '| piece | lines | files in `transfer/src` |',
    '|---|---:|---|',
    ...rows,
    `| **all** | **${total}** | |`,
  ].join('\n');
}

/** The list that ARCHITECTURE.md has now. */
export function writtenTrustedPart() {
  const text = readFileSync(page, 'utf8');
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end)).trim();
}

function textOf(file) {
  return readFileSync(`${root}transfer/src/${file}`, 'utf8');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(page, 'utf8');
  const list = renderTrustedPart(trustedPart());
  writeFileSync(page, `${text.slice(0, text.indexOf(begin))}${begin}\n\n${list}\n\n${text.slice(text.indexOf(end))}`);
}
