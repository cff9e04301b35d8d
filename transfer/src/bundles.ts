import { join } from 'node:path';
import type { Position } from '@timeferry/analysis/position';
import type { VersionNames } from '@timeferry/analysis/transfer-plan';
import type { LiveFunction } from './live-functions.ts';
import { packageFile, rawSourceMap, sourcePath } from './module-names.ts';
import { type LiveScript, type ProgramScripts, realPath } from './program-scripts.ts';
import type { ScriptCode, SourceNames } from './script-codes.ts';
import { SourceMap } from './source-map.ts';

/** What the script calls something that a source declares, and at which offset it does so. */
export interface Declaration {
  readonly name: string;
  readonly offset: number;
}

/** A script that holds several modules of a version, or one whose names it has shortened; its source map tells which. */
export class Bundle implements SourceNames {
  readonly #map: SourceMap;
  readonly #moduleOfSource: ReadonlyMap<string, string>;
  readonly #text: string;
  readonly #lines: readonly number[];
  /** From an offset of the script as it is now to that of the text, which the map is for. */
  readonly #original: (offset: number) => number;

  private constructor(
    map: SourceMap,
    moduleOfSource: ReadonlyMap<string, string>,
    text: string,
    original: (offset: number) => number,
  ) {
    this.#original = original;
    this.#map = map;
    this.#moduleOfSource = moduleOfSource;
    this.#text = text;
    const lines = [0];
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines.push(i + 1);
    this.#lines = lines;
  }

  /** Undefined for a script that is made of one module at most and calls everything what that does. */
  static async of(
    script: LiveScript,
    root: string,
    names: VersionNames,
    scripts: ProgramScripts,
  ): Promise<Bundle | undefined> {
    const raw = rawSourceMap(script);
    if (!raw || ((raw.sources?.length ?? 0) < 2 && (raw.names?.length ?? 0) === 0)) return undefined;
    const map = new SourceMap(raw, (source) => sourcePath(script, raw, source, root));
    const modules = names.modules.map(({ name }) => [realPath(join(root, name)), name] as const);
    const found = new Map(modules.filter(([path]) => map.sources.includes(path)));
    if (found.size === 0) return undefined;
    const packages = map.sources.flatMap((path) => [[path, packageFile(path, root)] as const]);
    for (const [path, file] of packages) if (file !== undefined && !found.has(path)) found.set(path, file);
    const original = (offset: number) => scripts.originalOffset(script, offset);
    return new Bundle(map, found, await scripts.source(script), original);
  }

  /** Modules of the program itself. */
  get modules(): readonly string[] {
    return [...this.#moduleOfSource.values()].filter((name) => !name.startsWith('node_modules/'));
  }

  /** Files of packages, as `packageFile` names them. */
  get packageFiles(): readonly string[] {
    return [...this.#moduleOfSource.values()].filter((name) => name.startsWith('node_modules/'));
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

  /** What the script calls what a module declares at a place (lines and columns from 1), and where; undefined where nothing says. */
  declarationOf(module: string, { line, column }: Position): Declaration | undefined {
    const source = [...this.#moduleOfSource].find(([, name]) => name === module)?.[0];
    const place = source === undefined ? undefined : this.#map.generatedOf(source, line - 1, column - 1);
    if (!place) return undefined;
    const offset = (this.#lines[place.line] ?? 0) + place.column;
    // What an export is assigned to as a property of is no declaration.
    const declared = /^([\p{ID_Start}$_][\p{ID_Continue}$]*)(?![\p{ID_Continue}$]|\s*[.[])/u;
    const name = declared.exec(this.#text.slice(offset, offset + 200))?.[1];
    return name === undefined ? undefined : { name, offset };
  }

  /** A function with the name that its module gives it, and those of its `#private` members. */
  named(one: LiveFunction, code: ScriptCode | undefined): LiveFunction {
    const declared =
      /^(?:async\s+)?(?:function\b\s*\*?\s*|class\s+|get\s+|set\s+)?(?=[\p{ID_Start}$_])/u.exec(one.text)?.[0] ?? '';
    const before = /([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=\s*$/u.exec(
      this.#text.slice(Math.max(0, this.#original(one.start) - 100), this.#original(one.start)),
    );
    const name =
      (one.text.startsWith(one.name, declared.length) && one.name !== ''
        ? this.nameAt(one.start + declared.length)
        : undefined) ?? (before ? this.nameAt(one.start - before[0].length) : undefined);
    const around = code && labelsAround(code, one.location);
    return {
      ...one,
      ...(name !== undefined && { name }),
      ...(around && { around }),
      privateNames: this.#privateNames(one),
    };
  }

  #privateNames(one: LiveFunction): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    for (const match of one.isClass ? one.text.matchAll(/#[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) : []) {
      const name = this.nameAt(one.start + match.index);
      if (name !== undefined && !names.has(match[0])) names.set(match[0], name.startsWith('#') ? name : `#${name}`);
    }
    return names;
  }

  #placeOf(current: number): [line: number, column: number] {
    const offset = this.#original(current);
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

/** The named functions and classes of the same module that are around an offset, outer first. */
function labelsAround({ functions, at }: ScriptCode, offset: number): readonly string[] {
  const one = at(offset);
  const labels: string[] = [];
  for (let outer = one && functions[one.parent]; outer; outer = functions[outer.parent]) {
    if (outer.label !== '' && outer.module === one?.module) labels.unshift(outer.label);
  }
  return labels;
}
