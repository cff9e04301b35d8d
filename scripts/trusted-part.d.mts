/** A piece of the trusted part: its files, relative to transfer/src, and their lines. */
export interface TrustedPiece {
  readonly name: string;
  readonly files: readonly string[];
  readonly lines: number;
}

export function trustedPart(): readonly TrustedPiece[];
export function importsOf(file: string): readonly string[];
export function renderTrustedPart(pieces: readonly TrustedPiece[]): string;
export function writtenTrustedPart(): string;
