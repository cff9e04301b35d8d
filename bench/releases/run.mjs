// Measures the diff on pairs of published releases:
//   node bench/releases/run.mjs [PAIR …] [--write] [--sources DIR] [--findings]
// --write puts the table into docs/releases.md; --findings prints what was found wrong. --sources: see sources.ts.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
