/** A place in a source that a script was made of; lines and columns count from 0. */
export interface SourcePlace {
  /** Absolute path. */
  readonly source: string;
  readonly line: number;
  readonly column: number;
  /** What the identifier there was called, where the script calls it something else. */
  readonly name: string | undefined;
}

/** The parts of a source map (version 3) that are read here. */
export interface RawSourceMap {
  readonly sources?: readonly (string | null)[];
  readonly sourceRoot?: string;
  readonly names?: readonly string[];
  readonly mappings?: string;
}

/** A source of -1 is none: from there on the script was made of nothing. */
type Segment = readonly [column: number, source: number, line: number, originalColumn: number, name: number];

/** Leads from places of a script to those of its sources and back. Decodes what the source map specification describes. */
export class SourceMap {
  readonly sources: readonly string[];
  readonly #names: readonly string[];
  /** By line of the script, in the order of their columns. */
  readonly #lines: readonly (readonly Segment[])[];

  /** `resolve` makes the path of a source absolute. */
  constructor({ sources = [], names = [], mappings = '' }: RawSourceMap, resolve: (source: string) => string) {
    this.sources = sources.map((source) => resolve(source ?? ''));
    this.#names = names;
    this.#lines = decode(mappings);
  }

  /** The place that a place of the script was made of; undefined where nothing says. */
  originalOf(line: number, column: number): SourcePlace | undefined {
    const segment = this.#lines[line]?.findLast(([start]) => start <= column);
    return segment && this.#place(segment);
  }

  /** What an identifier that begins at a place of the script was called. */
  nameAt(line: number, column: number): string | undefined {
    const segment = this.#lines[line]?.find(([start]) => start === column);
    return segment && this.#names[segment[4]];
  }

  /** Where a place of a source stands in the script; undefined where nothing says. */
  generatedOf(
    source: string,
    line: number,
    column: number,
  ): { readonly line: number; readonly column: number } | undefined {
    const index = this.sources.indexOf(source);
    if (index < 0) return undefined;
    for (const [generatedLine, segments] of this.#lines.entries()) {
      const found = segments.find((one) => one[1] === index && one[2] === line && one[3] === column);
      if (found) return { line: generatedLine, column: found[0] };
    }
    return undefined;
  }

  #place([, source, line, column, name]: Segment): SourcePlace | undefined {
    const path = this.sources[source];
    return path === undefined ? undefined : { source: path, line, column, name: this.#names[name] };
  }
}

function decode(mappings: string): Segment[][] {
  let [source, line, column, name] = [0, 0, 0, 0];
  return mappings.split(';').map((text) => {
    let generated = 0;
    return text.split(',').flatMap((part): Segment[] => {
      const [first, ...rest] = numbersIn(part);
      if (first === undefined) return [];
      generated += first;
      if (rest.length < 3) return [[generated, -1, -1, -1, -1]];
      source += rest[0]!;
      line += rest[1]!;
      column += rest[2]!;
      name += rest[3] ?? 0;
      return [[generated, source, line, column, rest[3] === undefined ? -1 : name]];
    });
  });
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Numbers in base 64, five bits to a digit, the lowest first; the very lowest bit is the sign. */
function numbersIn(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of text) {
    const bits = DIGITS.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
