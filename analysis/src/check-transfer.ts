import { type FileSystemHost, ts } from 'ts-morph';
import { BufferedHost, ParsedDeclarations } from './compiler-host.ts';
import { compilerSettings } from './compiler-settings.ts';
import { mapperFiles } from './generate/generate-transfer.ts';
import { STUB_PREFIX } from './generate/read-mappers.ts';
import { transferOptions } from './generate/tsconfig-text.ts';
import type { Position } from './position.ts';

export interface CheckInput {
  /** Absolute paths, with `/`: the two versions' folders, and the transfer folder. */
  readonly pastRoot: string;
  readonly futureRoot: string;
  readonly transferRoot: string;
  readonly fileSystem: FileSystemHost;
  /** Texts of the transfer folder, by path relative to it; they come before what is on disk. */
  readonly files: ReadonlyMap<string, string>;
  /** Shared with the programs of the two versions. */
  readonly declarations?: ParsedDeclarations;
}

/** What is wrong with a transfer module. The position is in the module, relative to the transfer folder. */
export interface TransferProblem extends Position {
  readonly message: string;
  /** The compiler's code; 0 where the compiler has nothing against it. */
  readonly code: number;
}

/**
 * Type-checks the transfer modules against both versions' own declarations. Each version's sources are read under its
 * own options for finding modules; what is wrong in them is not reported here. Throws a `VersionError` where a version
 * cannot be opened.
 */
export function checkTransfer(input: CheckInput): TransferProblem[] {
  const host = new TransferHost(input);
  for (const [file, text] of input.files) host.setText(`${input.transferRoot}/${file}`, text);
  const names = mapperFiles(input.files).map(([file]) => `${input.transferRoot}/${file}`);
  const program = ts.createProgram({ rootNames: names, options: host.options, host });
  return names.flatMap((name) => {
    const source = program.getSourceFile(name);
    if (!source) return [];
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((diagnostic) => problemOf(diagnostic, source, input.transferRoot));
  });
}

/** Finds the two versions' modules wherever the folders are, and everything that they import under their own options. */
class TransferHost extends BufferedHost {
  /** Options of the whole check. */
  readonly options: ts.CompilerOptions;
  readonly #input: CheckInput;
  readonly #past: ts.CompilerOptions;
  readonly #future: ts.CompilerOptions;

  constructor(input: CheckInput) {
    super(input.fileSystem, input.declarations ?? new ParsedDeclarations());
    this.#input = input;
    this.#past = compilerSettings(this, input.pastRoot).options;
    this.#future = compilerSettings(this, input.futureRoot).options;
    const places = { pastRoot: input.pastRoot, futureRoot: input.futureRoot, out: input.transferRoot };
    const json = transferOptions(places, { past: this.#past, future: this.#future });
    this.options = ts.convertCompilerOptionsFromJson(json, input.transferRoot).options;
  }

  /** Folders of texts that are not on disk exist too, or the compiler looks for nothing in them. */
  override directoryExists = (path: string): boolean =>
    [...this.#input.files.keys()].some((file) => `${this.#input.transferRoot}/${file}`.startsWith(`${path}/`)) ||
    this.#input.fileSystem.directoryExistsSync(path);

  resolveModuleNameLiterals(
    literals: readonly ts.StringLiteralLike[],
    containing: string,
    _reference: ts.ResolvedProjectReference | undefined,
    options: ts.CompilerOptions,
    source: ts.SourceFile,
  ): ts.ResolvedModuleWithFailedLookupLocations[] {
    const ownOptions = this.#optionsOf(containing) ?? options;
    return literals.map((literal) => {
      const [name, from] = this.#placed(literal.text, containing);
      const mode = ts.getModeForUsageLocation(source, literal, ownOptions);
      return ts.resolveModuleName(name, from, ownOptions, this, undefined, undefined, mode);
    });
  }

  /** `past/src/a.js` in a transfer module is `./src/a.js` as seen from the past version's root. */
  #placed(name: string, containing: string): [name: string, from: string] {
    const { transferRoot, pastRoot, futureRoot } = this.#input;
    if (!containing.startsWith(`${transferRoot}/`)) return [name, containing];
    if (name.startsWith('past/')) return [`./${name.slice('past/'.length)}`, `${pastRoot}/index.ts`];
    if (name.startsWith('future/')) return [`./${name.slice('future/'.length)}`, `${futureRoot}/index.ts`];
    return [name, containing];
  }

  #optionsOf(file: string): ts.CompilerOptions | null {
    const { transferRoot, pastRoot, futureRoot } = this.#input;
    const places = [
      { root: transferRoot, options: null },
      { root: pastRoot, options: this.#past },
      { root: futureRoot, options: this.#future },
    ].sort((a, b) => b.root.length - a.root.length);
    return places.find(({ root }) => file.startsWith(`${root}/`))?.options ?? null;
  }
}

function problemOf(diagnostic: ts.Diagnostic, source: ts.SourceFile, transferRoot: string): TransferProblem {
  const { line, character } = source.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  return {
    file: source.fileName.slice(transferRoot.length + 1),
    line: line + 1,
    column: character + 1,
    message: readable(ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')),
    code: diagnostic.code,
  };
}

function readable(message: string): string {
  const stub = new RegExp(`'${STUB_PREFIX}(\\w+)'`).exec(message);
  if (stub) return `The value of ${stub[1]} is not written yet: ${STUB_PREFIX}${stub[1]} stands in its place.`;
  const module = /Cannot find module '(past|future)\/([^']+)'/.exec(message);
  if (module)
    return `The ${module[1]} version has no module ${module[2]}; adapt the import or generate the mapper anew.`;
  return message;
}
