// Reads both versions of a program and judges them, once; prints what it took.
import { ParsedDeclarations } from '../../analysis/src/compiler-host.ts';
import { diffModels } from '../../analysis/src/diff-programs.ts';
import { openProgram } from '../../analysis/src/open-program.ts';
import { diskFiles } from '../../project/src/disk-files.ts';
import { cost, processorTime } from './cost.mjs';

const [folder] = process.argv.slice(2);
const declarations = new ParsedDeclarations();
const fileSystem = diskFiles();
const [past, future] = ['past', 'future'].map((version) =>
  openProgram({ root: `${folder}/${version}`, fileSystem, declarations }).model(),
);
const reading = processorTime();
const diff = diffModels(past, future);
console.log(JSON.stringify({ ...cost(), types: diff.types.length, reading, judging: processorTime() - reading }));
