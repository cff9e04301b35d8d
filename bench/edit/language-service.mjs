// The yardstick: TypeScript's own language service on one folder, in a process of its own. It is sent a file's new text and
// answers with how long the semantic diagnostics of that file took, in milliseconds.
import { join } from 'node:path';
import { getLibFiles } from '@ts-morph/common';
import { ts } from 'ts-morph';

/** Where the compiler's own declarations appear to stand; they come with the package, as text. */
const LIB = '/node_modules/typescript/lib';
const lib = new Map(getLibFiles().map(({ fileName, text }) => [`${LIB}/${fileName}`, text]));

const [folder] = process.argv.slice(2);
const config = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder);
/** @type {Map<string, { text: string, version: number }>} */
const edited = new Map();

const readFile = (path) => edited.get(path)?.text ?? lib.get(path) ?? ts.sys.readFile(path);
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => fileNames,
  getScriptVersion: (path) => String(edited.get(path)?.version ?? 0),
  getScriptSnapshot: (path) => {
    const text = readFile(path);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => folder,
  getDefaultLibFileName: (given) => `${LIB}/${ts.getDefaultLibFileName(given)}`,
  readFile,
  fileExists: (path) => lib.has(path) || ts.sys.fileExists(path),
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
});

process.on('message', ({ file, text }) => {
  edited.set(file, { text, version: (edited.get(file)?.version ?? 0) + 1 });
  const start = performance.now();
  service.getSemanticDiagnostics(file);
  process.send(performance.now() - start);
});
process.on('disconnect', () => process.exit());
