import { ts } from 'ts-morph';
import type { Memo } from './memo.ts';
import { namesWritten, outlineOf } from './outline.ts';
import { type BASE, DEFAULTS } from './source-change.ts';

/** A name as it is written somewhere: an identifier, or a string that stands for a property's name. */
export type WrittenName = ts.Identifier | ts.PrivateIdentifier | ts.StringLiteral;

/** Finds where the sources write a word. Only what is asked for is looked up, which most words never are. */
export class Occurrences {
  readonly #files: readonly ts.SourceFile[];
  readonly #order: ReadonlyMap<ts.SourceFile, number>;
  readonly #memo: Memo;
  readonly #found = new Map<string, readonly WrittenName[]>();

  constructor(files: readonly ts.SourceFile[], memo: Memo) {
    this.#files = files;
    this.#order = new Map(files.map((file, index) => [file, index]));
    this.#memo = memo;
  }

  /** Every place where the word is written as a name, in the order of the sources. */
  of(word: string, traced = word): readonly WrittenName[] {
    this.#memo.trace?.words.add(traced);
    const known = this.#found.get(word);
    if (known) return known;
    const files = [...this.#memo.words.of(word)].sort((a, b) => this.#order.get(a)! - this.#order.get(b)!);
    const found = files.flatMap((file) => namesIn(file, word));
    this.#found.set(word, found);
    return found;
  }

  /**
   * Every place that may name what is declared as `word`, under the names that imports and exports give it too. `kind`
   * says of which of these places a change would count.
   */
  naming(word: string, isDefault: boolean, kind: typeof BASE | '' = ''): readonly WrittenName[] {
    const found = new Set<WrittenName>();
    const enter = (names: readonly WrittenName[]): void => {
      for (const name of names) {
        if (found.has(name)) continue;
        found.add(name);
        const { parent } = name;
        if (ts.isExportAssignment(parent)) this.#enterDefaults(enter);
        const renames =
          ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isBindingElement(parent)
            ? parent
            : undefined;
        if (renames?.propertyName !== name || renames.name === name || !('text' in renames.name)) continue;
        this.#memo.holds(name);
        if (!ts.isExportSpecifier(renames)) enter(namesIn(name.getSourceFile(), renames.name.text));
        else if (renames.name.text === 'default') this.#enterDefaults(enter);
        else enter(this.of(renames.name.text, kind + renames.name.text));
      }
    };
    enter(this.of(word, kind + word));
    if (isDefault) this.#enterDefaults(enter);
    return [...found];
  }

  #enterDefaults(enter: (names: readonly WrittenName[]) => void): void {
    this.#memo.trace?.words.add(DEFAULTS);
    enter(this.of('default').filter((name) => ts.isImportSpecifier(name.parent) || ts.isExportSpecifier(name.parent)));
    for (const file of this.#files) {
      for (const name of outlineOf(file).defaultImports) enter(namesIn(file, name));
    }
  }
}

const inFiles = new WeakMap<ts.SourceFile, Map<string, readonly WrittenName[]>>();

/** Every place in one file where the word is written as a name, kept for as long as the file is. */
function namesIn(file: ts.SourceFile, word: string): readonly WrittenName[] {
  if (!namesWritten(file).has(word)) return [];
  const words = inFiles.get(file) ?? new Map<string, readonly WrittenName[]>();
  inFiles.set(file, words);
  const known = words.get(word);
  if (known) return known;
  const { text } = file;
  const found: WrittenName[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const name = nameAt(file, at);
    if (name?.text === word) found.push(name);
  }
  words.set(word, found);
  return found;
}

function nameAt(file: ts.SourceFile, position: number): WrittenName | undefined {
  let at = file as ts.Node;
  const holds = (child: ts.Node) => (child.pos <= position && position < child.end ? child : undefined);
  for (let inner = ts.forEachChild(at, holds); inner; inner = ts.forEachChild(at, holds)) at = inner;
  if (!ts.isIdentifier(at) && !ts.isPrivateIdentifier(at) && !ts.isStringLiteral(at)) return undefined;
  const start = at.getStart(file);
  return start === position || (ts.isStringLiteral(at) && start + 1 === position) ? at : undefined;
}
