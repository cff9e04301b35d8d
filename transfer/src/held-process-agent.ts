/** What the agent inside a held process is told, and what it tells: the contract between `held-process.ts` and `agents/hold.ts`. */
export interface HoldConfig {
  readonly hold: boolean;
  /** The process that started this one: there is nothing to wait for once it is gone. */
  readonly controller: number;
  /** Whether the process is the program itself; otherwise a runner such as npm starts the program as a child. */
  readonly direct: boolean;
  /** A private folder: `ending` is written there, and `files` stands for the disk. */
  readonly folder: string;
  /** Effects that are let through: a kind (`listen`), or a kind with the beginning of what it wants (`write:/tmp/x`). */
  readonly allow: readonly string[];
  /** `NODE_OPTIONS` as the program is to see them. */
  readonly nodeOptions: string | undefined;
}

/** The variable of the environment that carries the configuration; the program does not see it. */
export const holdVariable = 'TIMEFERRY_HOLD';
/** The registered symbol under which the agent is found in the global scope. */
export const holdSymbol = 'timeferry.hold';
export const endingFile = 'ending.json';
/** A line of JSON for each kind and want, for when the process can no longer be asked. */
export const effectsFile = 'effects.jsonl';

export interface HeldCount {
  readonly kind: string;
  readonly what: string;
  readonly count: number;
}

/** A timer of the program that will not fire. */
export interface HeldTimer {
  readonly timer: NodeJS.Timeout;
  readonly callback: Function;
  /** In milliseconds, as the program asked for. */
  readonly delay: number;
  readonly repeats: boolean;
}

export interface HoldAgent {
  /** Lets the program run, which waits before its first statement. */
  go(): void;
  /** Resolves when start-up is over: see `agents/hold/start-up.ts`. */
  readonly started: Promise<void>;
  effects(): readonly HeldCount[];
  timers(): readonly HeldTimer[];
}

/** Why the process ended itself, written by the agent just before. */
export interface RecordedEnding {
  readonly kind: 'exit' | 'throw';
  readonly message: string;
  readonly stack: string;
}
