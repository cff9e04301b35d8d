/** A place in a source file as people and reports count: line and column from 1, the file relative to its version's root, with `/`. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
