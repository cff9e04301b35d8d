import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { install } from '../../test/real/install.ts';
import { layOut } from './lay-out.ts';
import { freshFolder, type Measured, measure } from './measure.ts';
import { readPairs } from './pair.ts';
import { table, writeTable } from './table.ts';

/** Measures the pairs that the arguments name, or all, and prints or writes the table. */
export async function main(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { write: { type: 'boolean' }, findings: { type: 'boolean' }, sources: { type: 'string' } },
  });
  const pairs = readPairs(positionals).filter((pair) => pair.elsewhere === undefined || values.sources !== undefined);
  const installed = await install('releases', new URL('./', import.meta.url));
  const work = join(installed, 'pairs');
  const measured: Measured[] = [];
  for (const pair of pairs) {
    const laidOut = await layOut(
      pair,
      pair.elsewhere === undefined ? installed : resolve(values.sources!),
      join(work, pair.name),
    );
    const result = measure(pair, laidOut, await freshFolder(work, pair));
    if (values.findings) console.log(findings(result));
    measured.push(result);
  }
  console.log(table(measured));
  if (values.write) await writeTable(measured);
}

/** Everything that is not as it should be, a line each. */
function findings({ pair, score, faults, churn, problems }: Measured): string {
  const lines = Object.entries({ ...score, right: [], moved: [], faults, churn, problems }).flatMap(([kind, found]) =>
    found.map((each) => `  ${kind}: ${each}`),
  );
  return [`${pair.name} ${pair.past} -> ${pair.future}`, ...lines].join('\n');
}
