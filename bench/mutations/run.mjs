// Shows that the live cases hold what they say: takes the handling of one kind of state after the other away and runs the
// case of that kind, which must fail:
//   node bench/mutations/run.mjs [KIND …] [--jobs 2]
// Exits with 1 where a case does not notice. The files are not touched: mutations are made where they are loaded.
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { capture } from '../../scripts/run.mjs';
import { mutations } from './mutations.mjs';

const { values, positionals } = parseArgs({
  options: { jobs: { type: 'string', default: '2' } },
  allowPositionals: true,
});
const waiting = [...mutations.keys()].filter(
  (number) => positionals.length === 0 || positionals.includes(mutations[number].kind),
);
let unnoticed = 0;
try {
  if (waiting.length === 0) throw new Error(`docs/live-state.md has no kind ${positionals.join(' or ')}.`);
  console.log('| kind | what is taken away | case | fails | by |\n|---|---|---|---|---|');
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  console.log(`\n${unnoticed} unnoticed`);
  if (unnoticed > 0) process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

async function work() {
  for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
    const { kind, gone, live } = mutations[number];
    const by = await failureOf(number);
    if (by === null) unnoticed += 1;
    console.log(`| \`${kind}\` | ${gone} | ${live} | ${by === null ? '**no**' : 'yes'} | ${by ?? ''} |`);
  }
}

/** What the case says; null where it passes. Throws an `Error` where it was not run. */
async function failureOf(number, tries = 3) {
  const { live } = mutations[number];
  const file = live.includes(' on Node ') ? 'ways' : 'live';
  const test = [`test/live/${file}.test.ts`, '-t', ` ${live}$`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'bench/mutations/vitest.config.mjs', ...test];
  const { code, stdout, stderr } = await capture(process.execPath, args, {
    env: { TIMEFERRY_MUTATION: String(number) },
  });
  const output = stripVTControlCharacters(stdout + stderr);
  // A busy machine proves nothing.
  if (tries > 1 && /gave no answer in|No inspector opened|Test timed out/.test(output))
    return failureOf(number, tries - 1);
  if (!/^ +Tests +1 (passed|failed)/m.test(output)) throw new Error(`The case "${live}" was not run:\n${output}`);
  return code === 0 ? null : shorten(output);
}

/** The first line of what a failed test says, and what differs. */
function shorten(output) {
  const error = /^\w*Error: .*/m.exec(output)?.[0] ?? '';
  const differences = [...output.matchAll(/^ *[-+] (?![-+] |Expected|Received).*\S/gm)].map(([line]) => line.trim());
  return [error, ...differences]
    .join(' ')
    .replace(/[|`\s]+/g, ' ')
    .slice(0, 200);
}
