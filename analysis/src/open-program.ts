import { type FileSystemHost, ts } from 'ts-morph';
import { BufferedHost, ParsedDeclarations } from './compiler-host.ts';
import { compilerSettings, type ProjectReading, VersionError } from './compiler-settings.ts';
import { Memo } from './extract/memo.ts';
import { mergeModels, type ProjectModel } from './extract/merge-models.ts';
import { readModelSteps } from './extract/read-model.ts';
import { sourceChange } from './extract/source-change.ts';
import { keepEqual } from './keep-equal.ts';
import type { StateModel } from './state-model.ts';
import { finish, paced } from './steps.ts';

/** One version of a program, opened for analysis. */
export interface Program {
  /** Absolute path of the version's folder. */
  readonly root: string;
  /** Replaces a file's text by an unsaved buffer's; `undefined` goes back to the file. `file` is absolute. */
  setText(file: string, text: string | undefined): void;
  /** The declared state as of now. What an edit did not change is the same object as before it, the model as a whole too. */
  model(options?: ModelOptions): StateModel;
  /**
   * The same, read step by step: it yields wherever it may be put aside, after a few milliseconds of work each time. What
   * an unfinished reading has found out is kept for the next one.
   */
  modelSteps(options?: ModelOptions): Generator<void, StateModel>;
}

export interface ModelOptions {
  /** Limits the roots to modules reachable from these (relative to the root). */
  readonly entries?: readonly string[];
}

export interface OpenOptions {
  /** Absolute path of the version's folder, with `/`. */
  readonly root: string;
  readonly fileSystem: FileSystemHost;
  /** Absolute path of the configuration; default: `tsconfig.json` in the root. */
  readonly tsconfig?: string;
  /** Shared between programs whose declaration files are mostly the same. */
  readonly declarations?: ParsedDeclarations;
}

/**
 * Opens one version under its own compiler options. Faults in its sources never throw; they become `problems` of the
 * model. Throws a `VersionError`, whose message is for the user, where there is nothing to analyse.
 */
export function openProgram(options: OpenOptions): Program {
  return new OpenedProgram(options);
}

class OpenedProgram implements Program {
  readonly root: string;
  readonly #host: BufferedHost;
  readonly #settings: ReturnType<typeof compilerSettings>;
  readonly #programs = new Map<ProjectReading, ts.Program>();
  readonly #memos = new Map<ProjectReading, Memo>();
  readonly #stale = new Set<ProjectReading>();
  #model: StateModel | null = null;

  constructor(options: OpenOptions) {
    this.root = options.root.replace(/\/$/, '');
    this.#host = new BufferedHost(options.fileSystem, options.declarations ?? new ParsedDeclarations());
    this.#settings = compilerSettings(this.#host, this.root, options.tsconfig);
    for (const reading of this.#settings.readings) this.#memos.set(reading, new Memo());
  }

  setText(file: string, text: string | undefined): void {
    this.#host.setText(file, text);
    for (const reading of this.#settings.readings) this.#stale.add(reading);
  }

  model(options: ModelOptions = {}): StateModel {
    return finish(this.modelSteps(options));
  }

  *modelSteps(options: ModelOptions = {}): Generator<void, StateModel> {
    try {
      return yield* paced(this.#steps(options));
    } catch (error) {
      // The compiler reads what nests by recursion.
      if (!(error instanceof RangeError)) throw error;
      throw new VersionError(`A source file of ${this.root} nests too deeply to be read; exclude it in tsconfig.json.`);
    }
  }

  *#steps(options: ModelOptions): Generator<void, StateModel> {
    const { files, readings } = this.#settings;
    for (const file of files) {
      if (this.#host.parse(file, readings[0]!.options)) yield;
    }
    const { root } = this;
    const projects: ProjectModel[] = [];
    for (const reading of readings) {
      const isRead = (path: string): boolean => this.#readingOf(path) === reading;
      const program = this.#current(reading);
      yield;
      const memo = this.#memos.get(reading)!;
      const input = {
        ...options,
        root,
        program,
        settings: this.#settings,
        isRead,
        readFile: this.#host.readFile,
        memo,
      };
      const model = yield* readModelSteps(input);
      projects.push({ model, isOwn: (module) => isRead(`${root}/${module}`) });
    }
    this.#model = keepEqual(this.#model, mergeModels(projects));
    return this.#model;
  }

  /** The one that a file is read in; what no project lists is read in the first. */
  #readingOf(path: string): ProjectReading {
    const { readings } = this.#settings;
    return readings.find((reading) => reading.files.has(path)) ?? readings[0]!;
  }

  #current(reading: ProjectReading): ts.Program {
    const known = this.#programs.get(reading);
    if (known && !this.#stale.has(reading)) return known;
    const rootNames = [...this.#settings.files];
    const program = ts.createProgram({
      rootNames,
      options: reading.options,
      host: this.#host,
      ...(known && { oldProgram: known }),
    });
    this.#programs.set(reading, program);
    this.#stale.delete(reading);
    const touched = known && sourceChange(known, program);
    if (touched) this.#memos.get(reading)!.forget(touched);
    else this.#memos.get(reading)!.clear();
    return program;
  }
}
