import type { ts } from 'ts-morph';

/** Which files hold a word, kept up with the sources as they are edited. */
export class WordIndex {
  readonly #wordsOf: (file: ts.SourceFile) => Iterable<string>;
  readonly #files = new Set<ts.SourceFile>();
  readonly #holders = new Map<string, Set<ts.SourceFile>>();

  constructor(wordsOf: (file: ts.SourceFile) => Iterable<string>) {
    this.#wordsOf = wordsOf;
  }

  /** The files that hold a word, in no order. */
  of(word: string): ReadonlySet<ts.SourceFile> {
    return this.#holders.get(word) ?? NONE;
  }

  /** Takes in what is new among the sources, file by file, and lets go of what is none of them any more. */
  *update(files: readonly ts.SourceFile[]): Generator<void> {
    const now = new Set(files);
    for (const file of this.#files) if (!now.has(file)) this.#remove(file);
    for (const file of files) {
      if (this.#files.has(file)) continue;
      this.#add(file);
      yield;
    }
  }

  #add(file: ts.SourceFile): void {
    this.#files.add(file);
    for (const word of this.#wordsOf(file)) {
      const holders = this.#holders.get(word);
      if (holders) holders.add(file);
      else this.#holders.set(word, new Set([file]));
    }
  }

  #remove(file: ts.SourceFile): void {
    this.#files.delete(file);
    for (const word of this.#wordsOf(file)) {
      const holders = this.#holders.get(word);
      holders?.delete(file);
      if (holders?.size === 0) this.#holders.delete(word);
    }
  }
}

const NONE: ReadonlySet<ts.SourceFile> = new Set();
