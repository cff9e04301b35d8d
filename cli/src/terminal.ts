/** Where a command writes, and what it may write there. */
export interface Terminal {
  out(text: string): Promise<void>;
  error(text: string): Promise<void>;
  /** Colours for standard output. */
  readonly paint: Paint;
  /** Columns to wrap at; null where nobody reads along. */
  readonly width: number | null;
  /** Whether somebody watches standard error. */
  readonly watched: boolean;
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: keyof typeof CODES, text: string) => string;

/** The terminal of this process. Each write ends when the text is handed on, so that leaving afterwards cuts nothing off. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  return {
    out: (text) => write(stdout, text),
    error: (text) => write(stderr, text),
    paint: paintWith(stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'),
    width: stdout.isTTY ? stdout.columns : null,
    watched: stderr.isTTY === true,
  };
}

/** A `Paint` that colours, or one that does not. */
export function paintWith(colours: boolean): Paint {
  return colours ? (colour, text) => `\u001b[${CODES[colour]}m${text}\u001b[0m` : (_, text) => text;
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((done) => {
    stream.write(text, () => done());
  });
}

/** The reader of our pipe may stop reading (`| head`); that is no failure of ours. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
