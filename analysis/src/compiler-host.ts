import { getLibFiles } from '@ts-morph/common';
import { type FileSystemHost, ts } from 'ts-morph';

/** Where the compiler's own declaration files appear to stand; they come with the compiler, not from disk. */
const LIB_FOLDER = '/node_modules/typescript/lib';

/** Declaration files parsed once and used by every program, since both versions mostly share them. */
export class ParsedDeclarations {
  readonly #files = new Map<string, ts.SourceFile>();

  get(key: string, text: string, parse: () => ts.SourceFile): ts.SourceFile {
    const known = this.#files.get(key);
    if (known?.text === text) return known;
    const parsed = parse();
    this.#files.set(key, parsed);
    return parsed;
  }
}

/** A compiler host over an injected file system, in which open buffers hide the files below them. */
export class BufferedHost implements ts.CompilerHost {
  readonly #files: FileSystemHost;
  readonly #declarations: ParsedDeclarations;
  readonly #buffers = new Map<string, string>();
  readonly #parsed = new Map<string, { readonly key: string; readonly file: ts.SourceFile }>();
  readonly #lib: ReadonlyMap<string, string>;

  constructor(files: FileSystemHost, declarations: ParsedDeclarations) {
    this.#files = files;
    this.#declarations = declarations;
    this.#lib = new Map(getLibFiles().map((file) => [`${LIB_FOLDER}/${file.fileName}`, file.text]));
  }

  /** Text of an open buffer; `undefined` closes it. */
  setText(path: string, text: string | undefined): void {
    if (text === undefined) this.#buffers.delete(path);
    else this.#buffers.set(path, text);
    this.#parsed.delete(path);
  }

  /** Parses a source file ahead of its program; `false` where that has been done. */
  parse(path: string, options: ts.CompilerOptions): boolean {
    if (this.#parsed.has(path)) return false;
    this.getSourceFile(path, {
      languageVersion: getEmitScriptTarget(options),
      impliedNodeFormat: ts.getImpliedNodeFormatForFile(path, undefined, this, options),
      setExternalModuleIndicator: getSetExternalModuleIndicator(options),
    });
    return true;
  }

  getSourceFile(path: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    const { languageVersion, impliedNodeFormat } = typeof options === 'object' ? options : { languageVersion: options };
    const key = `${languageVersion} ${impliedNodeFormat}`;
    const known = this.#parsed.get(path);
    if (known?.key === key) return known.file;
    const text = this.readFile(path);
    if (text === undefined) return undefined;
    const parse = () => ts.createSourceFile(path, text, options);
    const shared = /\.d\.[cm]?ts$/.test(path) && !this.#buffers.has(path);
    const file = shared ? this.#declarations.get(`${path}\n${key}`, text, parse) : parse();
    this.#parsed.set(path, { key, file });
    return file;
  }

  readFile = (path: string): string | undefined => {
    const known = this.#buffers.get(path) ?? this.#lib.get(path);
    if (known !== undefined) return known;
    try {
      return this.#files.readFileSync(path);
    } catch {
      return undefined;
    }
  };

  fileExists = (path: string): boolean =>
    this.#buffers.has(path) || this.#lib.has(path) || this.#files.fileExistsSync(path);

  directoryExists = (path: string): boolean => this.#files.directoryExistsSync(path);

  getDirectories = (path: string): string[] =>
    this.#entries(path)
      .filter((entry) => entry.isDirectory)
      .map((entry) => entry.name.slice(entry.name.lastIndexOf('/') + 1));

  realpath = (path: string): string => {
    if (this.#lib.has(path)) return path;
    try {
      return this.#files.realpathSync(path);
    } catch {
      return path;
    }
  };

  /** Files below a folder that match tsconfig's patterns. */
  readDirectory = (
    folder: string,
    extensions: readonly string[],
    excludes: readonly string[] | undefined,
    includes: readonly string[],
    depth?: number,
  ): string[] =>
    matchFiles(
      folder,
      extensions,
      excludes,
      includes,
      this.useCaseSensitiveFileNames(),
      folder,
      depth,
      (path) => {
        const entries = this.#entries(path);
        const name = (entry: { readonly name: string }) => entry.name.slice(entry.name.lastIndexOf('/') + 1);
        return {
          files: entries.filter((entry) => entry.isFile).map(name),
          directories: entries.filter((entry) => entry.isDirectory).map(name),
        };
      },
      this.realpath,
    );

  getDefaultLibFileName = (options: ts.CompilerOptions): string => `${LIB_FOLDER}/${ts.getDefaultLibFileName(options)}`;
  getDefaultLibLocation = (): string => LIB_FOLDER;
  getCurrentDirectory = (): string => this.#files.getCurrentDirectory();
  getCanonicalFileName = (path: string): string => path;
  useCaseSensitiveFileNames = (): boolean => true;
  getNewLine = (): string => '\n';
  writeFile = (): void => {};

  #entries(path: string) {
    try {
      return this.#files.readDirSync(path);
    } catch {
      return [];
    }
  }
}

/** The compiler's own, without public declarations: what it parses by, and the matcher of `include` and `exclude`. */
const { matchFiles, getEmitScriptTarget, getSetExternalModuleIndicator } = ts as unknown as {
  getEmitScriptTarget(options: ts.CompilerOptions): ts.ScriptTarget;
  getSetExternalModuleIndicator(options: ts.CompilerOptions): (file: ts.SourceFile) => void;
  matchFiles(
    path: string,
    extensions: readonly string[],
    excludes: readonly string[] | undefined,
    includes: readonly string[],
    caseSensitive: boolean,
    currentDirectory: string,
    depth: number | undefined,
    entries: (path: string) => { files: readonly string[]; directories: readonly string[] },
    realpath: (path: string) => string,
  ): string[];
};
