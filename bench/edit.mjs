// How fast the language server answers a one-character edit in a state-bearing file of a large program:
//   node bench/edit.mjs [--files 400] [--lines 80000] [--types 1500] [--edits 96] [--json]
// Measured from the change of the document to the diagnostics of that version, over standard input and output. The yardstick
// is what TypeScript's own language service takes for the semantic diagnostics of that file after the same edit; both take
// turns, each in a process of its own. Then the longest time in which the server did not answer a request that was taken back.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildServer } from '../scripts/build-extension.mjs';
import { Editor } from './edit/editor.mjs';
import { applied, contentChange, editsOf } from './edit/edits.mjs';
import { writeProgram } from './program.mjs';

const SERVER = fileURLToPath(new URL('../dist/server.cjs', import.meta.url));
const SERVICE = fileURLToPath(new URL('edit/language-service.mjs', import.meta.url));
/** Modules of this folder declare types that state is made of. */
const DOMAIN = 'src/domain';
/** Edits before the measured ones: both sides have their code compiled then. */
const WARM_UP = 16;
/** What a person needs for a keystroke, or less. */
const PAUSE_MS = 100;

const { values: flags } = parseArgs({
  options: {
    files: { type: 'string', default: '400' },
    lines: { type: 'string', default: '80000' },
    types: { type: 'string', default: '1500' },
    edits: { type: 'string', default: '96' },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(flags.edits);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'timeferry-edit-')));
try {
  writeProgram(folder, { files: Number(flags.files), lines: Number(flags.lines), types: Number(flags.types) });
  writeFileSync(join(folder, 'future/timeferry.json'), '{ "past": "dir:../past" }\n');
  await buildServer();
  print(await measure());
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure() {
  const root = join(folder, 'future');
  const documents = documentsIn(root);
  const first = await open(documents);
  await first.stop();
  const editor = new Editor(SERVER, root, join(folder, 'cache'));
  await editor.start();
  const service = fork(SERVICE, [root]);
  const again = await openAll(editor, documents);
  const rows = await edit(editor, service, root, documents);
  const stall = await longestStall(editor, documents[0]);
  const idle = await longestOf(editor, documents[0], delay(stall.ms));
  await editor.stop();
  if (editor.complaints.length > 0) throw new Error(`The server complains: ${editor.complaints[0]}`);
  service.disconnect();
  await once(service, 'exit');
  return { cold: first.ms, again, rows, stall: stall.longest, idle };
}

/** Two modules, with a comment for the edits in one. */
function documentsIn(root) {
  const files = readdirSync(join(root, DOMAIN)).sort();
  return [files[0], files[files.length >> 1]].map((name) => {
    const file = `${DOMAIN}/${name}`;
    return { file, text: `// Comment.\n${readFileSync(join(root, file), 'utf8')}`, version: 1 };
  });
}

/** A first opening, with nothing in the cache. */
async function open(documents) {
  const editor = new Editor(SERVER, join(folder, 'future'), join(folder, 'cache'));
  await editor.start();
  const ms = await openAll(editor, documents);
  return { ms, stop: () => editor.stop() };
}

/** Milliseconds until every document has its diagnostics. */
async function openAll(editor, documents) {
  const start = performance.now();
  await Promise.all(documents.map(({ file, text }) => editor.open(file, text)));
  return performance.now() - start;
}

async function edit(editor, service, root, documents) {
  const rows = [];
  const edits = documents.map(({ text }) => editsOf(text, WARM_UP + count));
  for (let index = 0; index < WARM_UP + count; index += 1) {
    const document = documents[Math.floor(index / 8) % documents.length];
    const each = edits[documents.indexOf(document)][index];
    const change = contentChange(document.text, each);
    document.text = applied(document.text, each);
    document.version += 1;
    const server = await editor.change(document.file, document.version, change);
    await delay(PAUSE_MS);
    service.send({ file: join(root, document.file), text: document.text });
    const [yardstick] = await once(service, 'message');
    if (index >= WARM_UP) rows.push({ kind: each.kind, server, yardstick });
    await delay(PAUSE_MS / 2);
  }
  return rows;
}

/** The slowest answer to a request that was taken back while edits keep the server busy, and how long that was. */
async function longestStall(editor, document) {
  const start = performance.now();
  const longest = await longestOf(editor, document, editAll(editor, document));
  return { longest, ms: performance.now() - start };
}

async function editAll(editor, document) {
  for (const each of editsOf(document.text, 16)) {
    const change = contentChange(document.text, each);
    document.text = applied(document.text, each);
    document.version += 1;
    await editor.change(document.file, document.version, change);
  }
}

/** One request that is taken back every few milliseconds for as long as something lasts; the slowest answer. */
async function longestOf(editor, document, lasting) {
  let longest = 0;
  let done = false;
  const ended = lasting.then(() => {
    done = true;
  });
  while (!done) {
    longest = Math.max(longest, await editor.withdrawnRequest(document.file));
    await delay(5);
  }
  await ended;
  return longest;
}

function print({ cold, again, rows, stall, idle }) {
  const kinds = [...new Set(rows.map(({ kind }) => kind)), 'all'];
  const table = kinds.map((kind) => {
    const these = rows.filter((row) => kind === 'all' || row.kind === kind);
    const [server, yardstick] = ['server', 'yardstick'].map((side) => these.map((row) => row[side]));
    return {
      kind,
      edits: these.length,
      server: { p50: quantile(server, 0.5), p95: quantile(server, 0.95) },
      yardstick: { p50: quantile(yardstick, 0.5), p95: quantile(yardstick, 0.95) },
      ratio: quantile(server, 0.95) / quantile(yardstick, 0.95),
    };
  });
  if (flags.json) {
    console.log(
      JSON.stringify(
        { coldOpenMs: cold, secondOpenMs: again, edits: table, longestStallMs: stall, longestIdleMs: idle },
        null,
        2,
      ),
    );
    return;
  }
  const line = (cells) =>
    console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(14) : cell.padStart(11))).join(''));
  line(['edit in a', 'edits', 'p50 ms', 'p95 ms', 'TS p50 ms', 'TS p95 ms', 'p95 ratio']);
  for (const { kind, edits, server, yardstick, ratio } of table) {
    line([
      kind,
      String(edits),
      ...[server.p50, server.p95, yardstick.p50, yardstick.p95].map((ms) => ms.toFixed(1)),
      ratio.toFixed(2),
    ]);
  }
  console.log(`\nfirst opening ${(cold / 1000).toFixed(1)} s, second ${(again / 1000).toFixed(1)} s`);
  console.log(
    `slowest answer to a request that was taken back: ${stall.toFixed(1)} ms; ${idle.toFixed(1)} ms while nothing is analysed`,
  );
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}
