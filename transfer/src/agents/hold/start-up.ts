import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Taken before the program's own are put in their place.
const { setTimeout, setInterval } = globalThis;
const pollMs = 10;
/** How many looks in a row must find the loop idle. */
const quietLooks = 3;
/** How long short timers may put off the end of start-up: some are set anew each time they fire, for ever. In milliseconds. */
const longestWait = 2_000;

/**
 * Watches a program start. Start-up is over when its main module is evaluated, top-level await included, and then the loop is
 * idle: no request of the program is under way and no short timer waits (for two seconds at most), in three looks in a row,
 * 10 ms apart.
 */
export class StartUp {
  /** `evaluating` the main module, `settling` until the loop is idle, `over`. */
  phase: 'evaluating' | 'settling' | 'over' = 'evaluating';
  /** A timer that waits no longer than this belongs to start-up, in milliseconds. */
  readonly shortDelay = 300;
  readonly over: Promise<void>;
  /** Whether timers of the program wait to run. */
  isWaiting: () => boolean = () => false;
  #finish: () => void = () => {};
  #quiet = 0;
  #latest = 0;
  readonly #listeners: (() => void)[] = [];

  constructor() {
    this.over = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  onPhase(listener: () => void): void {
    this.#listeners.push(listener);
  }

  watch(): void {
    // Also keeps the process alive, whose servers and timers are held.
    setInterval(() => {}, 2 ** 30);
    this.#look();
  }

  #look(): void {
    this.#quiet = isIdle() && !this.#waits() ? this.#quiet + 1 : 0;
    if (this.#quiet >= quietLooks) this.#advance();
    if (this.phase !== 'over') setTimeout(() => this.#look(), pollMs);
  }

  #waits(): boolean {
    return this.phase === 'settling' && performance.now() < this.#latest && this.isWaiting();
  }

  #advance(): void {
    if (this.phase === 'settling') {
      this.#enter('over');
      this.#finish();
    } else if (process.mainModule !== undefined) {
      if (process.mainModule.loaded) this.#enter('settling');
    } else {
      // The loader gives the one evaluation of the main module that is under way; asked too early, before loaders are
      // registered, it gives none, so it is asked again. A failure of the module ends the process without us.
      const main = import(mainUrl());
      main.then(
        () => this.#evaluated(),
        () => {},
      );
      this.#quiet = 0;
    }
  }

  #evaluated(): void {
    if (this.phase === 'evaluating') this.#enter('settling');
  }

  #enter(phase: 'settling' | 'over'): void {
    this.phase = phase;
    this.#latest = performance.now() + longestWait;
    this.#quiet = 0;
    for (const listener of this.#listeners) listener();
  }
}

/** Requests (to the file system, to name servers, to the crypto threads, …) are work under way; handles are not. */
function isIdle(): boolean {
  return !process
    .getActiveResourcesInfo()
    .some((kind) => /Req|Request|ConnectWrap|WriteWrap|ShutdownWrap|Immediate|Job/.test(kind));
}

function mainUrl(): string {
  const script = process.argv[1] ?? '';
  const path = createRequire(join(process.cwd(), 'noop.js')).resolve(script);
  return pathToFileURL(realpathSync(path)).href;
}
