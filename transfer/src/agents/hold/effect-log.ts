import { appendFileSync } from 'node:fs';
import type { HeldCount } from '../../held-process-agent.ts';

// As it is before it is replaced.
const append = appendFileSync;

/** Counts what was held back, and knows what is allowed. */
export class EffectLog {
  readonly #allow: readonly string[];
  readonly #file: string;
  readonly #counts = new Map<string, { kind: string; what: string; count: number }>();

  constructor(allow: readonly string[], file: string) {
    this.#file = file;
    this.#allow = allow;
  }

  /** Whether an effect is to be held back; counts it where it is. */
  holds(kind: string, what: string): boolean {
    if (this.allows(kind, what)) return false;
    this.note(kind, what);
    return true;
  }

  /** Counts what is not held back. */
  note(kind: string, what: string): void {
    const key = `${kind} ${what}`;
    const entry = this.#counts.get(key);
    if (entry !== undefined) entry.count += 1;
    else {
      this.#counts.set(key, { kind, what, count: 1 });
      this.#write({ kind, what, count: 1 });
    }
  }

  allows(kind: string, what: string): boolean {
    return this.#allow.some(
      (rule) => rule === kind || (rule.startsWith(`${kind}:`) && what.startsWith(rule.slice(kind.length + 1))),
    );
  }

  #write(effect: HeldCount): void {
    try {
      append(this.#file, `${JSON.stringify(effect)}\n`);
    } catch {
      // The folder is gone because the parent has given up on the process.
    }
  }

  counts(): readonly HeldCount[] {
    return [...this.#counts.values()];
  }
}
