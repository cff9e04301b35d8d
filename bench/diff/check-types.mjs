// Builds both versions of a program with the compiler that the analysis uses and reports their semantic diagnostics.
import { createRequire } from 'node:module';
import { cost } from './cost.mjs';

const require = createRequire(new URL('../../analysis/package.json', import.meta.url));
const { ts } = require('ts-morph');
const { getLibFiles } = require('@ts-morph/common');

const LIB = '/node_modules/typescript/lib';
const lib = new Map(getLibFiles().map(({ fileName, text }) => [`${LIB}/${fileName}`, text]));
const [folder] = process.argv.slice(2);
/** Declarations that both versions have are parsed once, as an editor does. */
const declarations = new Map();
const programs = ['past', 'future'].map((version) => open(`${folder}/${version}`));
const found = programs.reduce((count, program) => count + program.getSemanticDiagnostics().length, 0);
console.log(JSON.stringify({ ...cost(), found }));

function open(root) {
  const path = `${root}/tsconfig.json`;
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path, ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const readFile = (file) => lib.get(file) ?? ts.sys.readFile(file);
  const parse = (file, target) => {
    const text = readFile(file);
    return text === undefined ? undefined : ts.createSourceFile(file, text, target);
  };
  const host = {
    ...ts.createCompilerHost(options),
    readFile,
    fileExists: (file) => lib.has(file) || ts.sys.fileExists(file),
    getDefaultLibLocation: () => LIB,
    getDefaultLibFileName: (each) => `${LIB}/${ts.getDefaultLibFileName(each)}`,
    getSourceFile(file, target) {
      if (!lib.has(file)) return parse(file, target);
      if (!declarations.has(file)) declarations.set(file, parse(file, target));
      return declarations.get(file);
    },
  };
  return ts.createProgram({ rootNames: fileNames, options: { ...options, noEmit: true, skipLibCheck: true }, host });
}
