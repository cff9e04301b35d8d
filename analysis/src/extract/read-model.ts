import { ts } from 'ts-morph';
import type { CompilerSettings } from '../compiler-settings.ts';
import type { StateModel, StateRoot } from '../state-model.ts';
import { CallGraph } from './call-graph.ts';
import { callableNames } from './callables.ts';
import { readClosureRoots, withUniqueNames } from './closures.ts';
import { FunctionSlots } from './function-slots.ts';
import { reachableFiles } from './imports.ts';
import { type LiteralRoot, withLiteralDefaults } from './literal-defaults.ts';
import type { Memo, Trace } from './memo.ts';
import { moduleFacts } from './modules.ts';
import { OrderMatters } from './object-names.ts';
import { positionOf, type Reading, startReading } from './reading.ts';
import { missingImports } from './resolved-imports.ts';
import { literalsOf, readModuleRoots } from './roots.ts';
import { TypeReader } from './type-reader.ts';

interface ModelInput {
  readonly root: string;
  readonly program: ts.Program;
  readonly settings: CompilerSettings;
  /** Whether a file of the program is read, or only serves to understand the others; default: all are read. */
  readonly isRead?: (path: string) => boolean;
  /** Text of a file that is no part of the program: the JavaScript of a dependency. */
  readonly readFile: (path: string) => string | undefined;
  readonly entries?: readonly string[];
  /** What was found out of earlier states of the program, as far as it still holds. */
  readonly memo: Memo;
}

/** Reads the declared state of a version, step by step: the roots, then every type that they reach. */
export function* readModelSteps(input: ModelInput): Generator<void, StateModel> {
  try {
    return yield* readSteps(input);
  } catch (error) {
    if (!(error instanceof OrderMatters)) throw error;
    input.memo.clear();
    return yield* readSteps(input);
  }
}

function* readSteps(input: ModelInput): Generator<void, StateModel> {
  const { settings, memo } = input;
  const reading = startReading(input.program, input.root, input.readFile, memo);
  yield* memo.words.update(reading.files);
  yield* memo.callables.update(reading.files);
  // A package in plain JavaScript is started by a command file or by whoever requires it.
  const graph = new CallGraph(reading, settings.configurations.length === 0);
  const isRead = ({ fileName }: ts.SourceFile) => input.isRead?.(fileName) ?? true;
  const files = (input.entries ? reachableFiles(reading, input.entries) : reading.files).filter(isRead);
  yield;
  yield* graph.findStartUp();
  const slots = new FunctionSlots(reading, graph);
  memo.forgetUnless((trace) => stillHolds(trace, graph, slots));
  const reader = new TypeReader(reading, slots);
  const bindings: RootsOfFile[] = [];
  for (const file of files) {
    bindings.push(reader.readRoots(file, file.fileName, () => readFileRoots(reader, graph, file)));
    yield;
  }
  const closures = yield* readClosureRoots(reader, graph, files);
  yield* reader.drain();
  const roots = withUniqueNames([...bindings.flatMap((each) => each.roots), ...closures]);
  const literals = bindings.flatMap((each) => each.literals);
  withLiteralDefaults(reading, reader.types, roots, literals);
  const facts = reading.files.map((file) => memo.get('facts', file, () => factsOf(reading, settings, file)));
  return {
    roots,
    types: reader.types,
    nullableByOption: reading.everythingNullable,
    modules: facts.map((each) => each.module),
    callables: new Set(facts.flatMap((each) => each.callables)),
    problems: [
      ...settings.problems.map((message) => ({ message })),
      ...facts.filter((_, index) => isRead(reading.files[index]!)).flatMap((each) => each.problems),
      ...missingImports(reading, reading.files.filter(isRead)),
    ],
  };
}

/** Whether what was said of start-up and of stored values is still so. */
function stillHolds({ startUp, stored }: Trace, graph: CallGraph, slots: FunctionSlots): boolean {
  for (const [node, isRun] of startUp) if (graph.startUp.has(node) !== isRun) return false;
  for (const [node, values] of stored) if (!slots.isStored(node, values)) return false;
  return true;
}

interface RootsOfFile {
  readonly roots: readonly StateRoot[];
  readonly literals: readonly LiteralRoot[];
}

function readFileRoots(reader: TypeReader, graph: CallGraph, file: ts.SourceFile): RootsOfFile {
  reader.reading.memo.holds(file);
  const roots = readModuleRoots(reader, graph, file);
  return { roots, literals: literalsOf(reader, file, roots) };
}

/** What the text of one file tells by itself. */
function factsOf(reading: Reading, settings: CompilerSettings, file: ts.SourceFile) {
  reading.memo.holds(file);
  return {
    module: moduleFacts(reading, settings, file),
    callables: callableNames(reading, file),
    problems: syntaxProblems(reading, file),
  };
}

function syntaxProblems(reading: Reading, file: ts.SourceFile): StateModel['problems'] {
  return reading.program.getSyntacticDiagnostics(file).map((diagnostic) => {
    const { line, character } = file.getLineAndCharacterOfPosition(diagnostic.start);
    const position = { ...positionOf(reading, file), line: line + 1, column: character + 1 };
    return { message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '), position };
  });
}
