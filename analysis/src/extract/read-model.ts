import { ts } from 'ts-morph';
import type { CompilerSettings } from '../compiler-settings.ts';
import type { StateModel, StateRoot } from '../state-model.ts';
import { CallGraph } from './call-graph.ts';
import { callableNames } from './callables.ts';
import { readClosureRoots, withUniqueNames } from './closures.ts';
import { FunctionSlots } from './function-slots.ts';
import { reachableFiles } from './imports.ts';
import { withLiteralDefaults } from './literal-defaults.ts';
import { moduleFacts } from './modules.ts';
import { positionOf, type Reading, startReading } from './reading.ts';
import { missingImports } from './resolved-imports.ts';
import { literalsOf, readModuleRoots } from './roots.ts';
import { TypeReader } from './type-reader.ts';

/** Reads the declared state of a version, step by step: the roots, then every type that they reach. */
export function* readModelSteps(input: {
  readonly root: string;
  readonly program: ts.Program;
  readonly settings: CompilerSettings;
  /** Whether a file of the program is read, or only serves to understand the others; default: all are read. */
  readonly isRead?: (path: string) => boolean;
  /** Text of a file that is no part of the program: the JavaScript of a dependency. */
  readonly readFile: (path: string) => string | undefined;
  readonly entries?: readonly string[];
}): Generator<void, StateModel> {
  const reading = startReading(input.program, input.root, input.readFile);
  // A package in plain JavaScript is started by a command file or by whoever requires it.
  const graph = new CallGraph(reading, input.settings.configurations.length === 0);
  const reader = new TypeReader(reading, new FunctionSlots(reading, graph));
  const isRead = ({ fileName }: ts.SourceFile) => input.isRead?.(fileName) ?? true;
  const files = (input.entries ? reachableFiles(reading, input.entries) : reading.files).filter(isRead);
  yield;
  const bindings: StateRoot[] = [];
  for (const file of files) {
    bindings.push(...readModuleRoots(reader, graph, file));
    yield;
  }
  const roots = withUniqueNames([...bindings, ...readClosureRoots(reader, graph, new Set(files))]);
  yield;
  yield* reader.drain();
  const literals = files.flatMap((file) => literalsOf(reader, file, bindings));
  withLiteralDefaults(reading, reader.types, roots, literals);
  return {
    roots,
    types: reader.types,
    nullableByOption: reading.everythingNullable,
    modules: reading.files.map((file) => moduleFacts(reading, input.settings, file)),
    callables: callableNames(reading),
    problems: [
      ...input.settings.problems.map((message) => ({ message })),
      ...syntaxProblems(reading, reading.files.filter(isRead)),
      ...missingImports(reading, reading.files.filter(isRead)),
    ],
  };
}

function syntaxProblems(reading: Reading, files: readonly ts.SourceFile[]): StateModel['problems'] {
  return files.flatMap((file) =>
    reading.program.getSyntacticDiagnostics(file).map((diagnostic) => {
      const { line, character } = file.getLineAndCharacterOfPosition(diagnostic.start);
      const position = { ...positionOf(reading, file), line: line + 1, column: character + 1 };
      return { message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '), position };
    }),
  );
}
