/** How large the program is; `types` is about the number of its state-bearing types. */
export interface ProgramSize {
  readonly files?: number;
  readonly lines?: number;
  readonly types?: number;
  readonly seed?: number;
}

export function writeProgram(folder: string, size?: ProgramSize): void;

export function programTexts(size?: ProgramSize): {
  readonly past: Map<string, string>;
  readonly future: Map<string, string>;
};
