import { Script } from 'node:vm';
import type { Judgement } from './judge-journey.ts';

const KEY = Symbol.for('timeferry.journey');
const SCRIPT = new Script('globalThis[Symbol.for("timeferry.journey")]()');
const globals = globalThis as unknown as Record<symbol, (() => void) | undefined>;

/** Ways to end the process that a journey puts aside, and that one which was cut off has not put back. */
const WAYS = ['exit', 'reallyExit', 'abort', 'kill'] as const;

/** So many journeys may run out of time before a search for a smaller value is given up. */
const PATIENCE = 4;

/** Ends a journey that takes too long, from inside its own thread. */
export class TimeLimit {
  readonly #timeoutMs: number;
  #exceeded = 0;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  run(journey: () => Judgement): Judgement {
    if (this.#exceeded >= PATIENCE) return { kind: 'holds' };
    const ways = WAYS.map((way) => Object.getOwnPropertyDescriptor(process, way));
    let judged: Judgement = { kind: 'holds' };
    globals[KEY] = () => {
      judged = journey();
    };
    try {
      SCRIPT.runInThisContext({ timeout: this.#timeoutMs });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      this.#exceeded += 1;
      const message = `it did not end within ${this.#timeoutMs} ms`;
      judged = { kind: 'broken', fault: { isFatal: true, message, path: '', place: null } };
    } finally {
      WAYS.forEach((way, index) => {
        if (ways[index]) Object.defineProperty(process, way, ways[index]);
        else Reflect.deleteProperty(process, way);
      });
    }
    return judged;
  }
}
