// Injects faults into right transfer modules and shows by what the rehearsal detects them:
//   node bench/faults/run.mjs [PROGRAM …] [--faults 200] [--seed 1] [--kind 'killed rehearsal' …] [--write]
// Without --faults every possible fault is run. --write puts the table into docs/faults.md.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
