import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VersionNames } from '@timeferry/analysis/transfer-plan';
import type { LiveFunction } from './live-functions.ts';
import { rawSourceMap } from './module-names.ts';
import { type LiveScript, type ProgramScripts, realPath } from './program-scripts.ts';
import { SourceMap } from './source-map.ts';

/** A script that holds several modules of a version, whose names it may have shortened; its source map tells which. */
export class Bundle {
  readonly #map: SourceMap;
  readonly #moduleOfSource: ReadonlyMap<string, string>;
  readonly #text: string;
  readonly #lines: readonly number[];

  private constructor(map: SourceMap, moduleOfSource: ReadonlyMap<string, string>, text: string) {
    this.#map = map;
    this.#moduleOfSource = moduleOfSource;
    this.#text = text;
    const lines = [0];
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines.push(i + 1);
    this.#lines = lines;
  }

  /** Undefined for a script that holds one module at most. */
  static async of(
    script: LiveScript,
    root: string,
    names: VersionNames,
    scripts: ProgramScripts,
  ): Promise<Bundle | undefined> {
    const raw = rawSourceMap(script);
    if ((raw?.sources?.length ?? 0) < 2) return undefined;
    const place = (source: string) =>
      realPath(
        source.startsWith('file://')
          ? fileURLToPath(source)
          : resolve(dirname(script.path), raw?.sourceRoot ?? '', source),
      );
    const map = new SourceMap(raw!, place);
    const modules = names.modules.map(({ name }) => [realPath(join(root, name)), name] as const);
    const found = new Map(modules.filter(([path]) => map.sources.includes(path)));
    return found.size === 0 ? undefined : new Bundle(map, found, await scripts.source(script));
  }

  get modules(): readonly string[] {
    return [...this.#moduleOfSource.values()];
  }

  /** The module that the code at an offset was made of. */
  moduleAt(offset: number): string | undefined {
    const place = this.#map.originalOf(...this.#placeOf(offset));
    return place && this.#moduleOfSource.get(place.source);
  }

  /** What the module calls the identifier at an offset. */
  nameAt(offset: number): string | undefined {
    return this.#map.nameAt(...this.#placeOf(offset));
  }

  /** What the script calls what a module declares at a place (lines and columns from 1); undefined where nothing says. */
  variableAt(module: string, line: number, column: number): string | undefined {
    const source = [...this.#moduleOfSource].find(([, name]) => name === module)?.[0];
    const place = source === undefined ? undefined : this.#map.generatedOf(source, line - 1, column - 1);
    if (!place) return undefined;
    const offset = (this.#lines[place.line] ?? 0) + place.column;
    return /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(this.#text.slice(offset, offset + 200))?.[0];
  }

  /** A function with the name that its module gives it, and those of its `#private` members. */
  named(one: LiveFunction): LiveFunction {
    const declared =
      /^(?:async\s+)?(?:function\b\s*\*?\s*|class\s+|get\s+|set\s+)?(?=[\p{ID_Start}$_])/u.exec(one.text)?.[0] ?? '';
    const before = /([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=\s*$/u.exec(
      this.#text.slice(Math.max(0, one.start - 100), one.start),
    );
    const name =
      (one.text.startsWith(one.name, declared.length) && one.name !== ''
        ? this.nameAt(one.start + declared.length)
        : undefined) ?? (before ? this.nameAt(one.start - before[0].length) : undefined);
    return { ...one, ...(name !== undefined && { name }), privateNames: this.#privateNames(one) };
  }

  #privateNames(one: LiveFunction): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    for (const match of one.isClass ? one.text.matchAll(/#[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) : []) {
      const name = this.nameAt(one.start + match.index);
      if (name !== undefined && !names.has(match[0])) names.set(match[0], name.startsWith('#') ? name : `#${name}`);
    }
    return names;
  }

  #placeOf(offset: number): [line: number, column: number] {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lines[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return [low, offset - this.#lines[low]!];
  }
}
