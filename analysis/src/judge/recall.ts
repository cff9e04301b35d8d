import { isEqual, keepEqual } from '../keep-equal.ts';
import type { ObjectType, StateModel } from '../state-model.ts';
import type { Lookup } from './scope.ts';

/** What judging something asked for besides its inputs, and what it was told. */
interface Asked {
  /** Object types of the future version by name. */
  readonly types: Map<string, ObjectType | undefined>;
  /** Names of paired types, both ways. */
  readonly pairs: Map<string, string | undefined>;
  readonly pastOf: Map<string, string | undefined>;
  /** Whether the future version has a function of a name. */
  readonly callables: Map<string, boolean>;
  /** In their order: what may judge something else first, or leaves a note. */
  readonly steps: Step[];
}

/** One question, or note, that what came before it may bear upon. */
export type Step = {
  readonly kind: 'inside' | 'changed' | 'lost' | 'came' | 'twin' | 'function';
  readonly name: string;
  /** Of a note: what is noted under the name. */
  readonly note?: string;
  /** Dictionaries that were being judged then. */
  readonly open: readonly string[];
  readonly answer: unknown;
};

interface Kept {
  readonly inputs: readonly unknown[];
  readonly asked: Asked;
  readonly value: unknown;
  run: number;
}

/** What the answers to all questions come from, for one comparison. */
export interface Sources {
  readonly types: Lookup<ObjectType>;
  readonly pairs: Lookup<string>;
  readonly pastOf: Lookup<string>;
  readonly callables: { has(name: string): boolean } | undefined;
  /** Takes a step again. */
  again(step: Step): unknown;
}

/** What everything is judged under; where any of it is another, nothing is known. */
export interface Ground {
  readonly past: StateModel;
  readonly nullableByOption: boolean | undefined;
  /** Future names of modules by past ones. */
  readonly modules: ReadonlyMap<string, string>;
}

/**
 * Judgements of earlier comparisons, each with all that it was made from. Judging is deterministic: where the inputs are the
 * same, and every question that was asked has the answer that it had, in the order in which they were asked, the judgement
 * is the same, and is not made again.
 */
export class Recall {
  readonly #kept = new Map<string, Kept>();
  #past: StateModel | null = null;
  #future: StateModel | null = null;
  #ground: Ground | null = null;
  #sources: Sources | null = null;
  #asking: Asked | null = null;
  #run = 0;

  /** Two versions, whose parts are those of the earlier comparison where they are equal. */
  ruled<Versions extends { readonly past: StateModel; readonly future: StateModel }>(versions: Versions): Versions {
    const past = keepEqual(this.#past, versions.past);
    const future = keepEqual(this.#future, versions.future);
    this.#past = past;
    this.#future = future;
    return { ...versions, past, future };
  }

  /** Begins a comparison. */
  begin(ground: Ground, sources: Sources): void {
    const { past, ...rest } = ground;
    const known = this.#ground;
    const isSame =
      known?.past === past &&
      known.nullableByOption === rest.nullableByOption &&
      isEqual([...known.modules], [...rest.modules]);
    if (!isSame) this.#kept.clear();
    this.#ground = ground;
    this.#sources = sources;
    this.#asking = null;
    this.#run += 1;
  }

  /** Ends a comparison: what it did not come to is forgotten. */
  end(): void {
    for (const [key, kept] of this.#kept) if (kept.run !== this.#run) this.#kept.delete(key);
  }

  /** A judgement that is known by its key and inputs, or else made. */
  of<Value>(key: string, inputs: readonly unknown[], judge: () => Value): Value {
    const known = this.#kept.get(key);
    if (known && isSameList(known.inputs, inputs) && this.#holds(known.asked)) {
      known.run = this.#run;
      return known.value as Value;
    }
    const outer = this.#asking;
    const asked: Asked = {
      types: new Map(),
      pairs: new Map(),
      pastOf: new Map(),
      callables: new Map(),
      steps: [],
    };
    this.#asking = asked;
    try {
      const value = judge();
      this.#kept.set(key, { inputs, asked, value, run: this.#run });
      return value;
    } finally {
      this.#asking = outer;
    }
  }

  /** Remembers a step with what is being judged. */
  step(step: Step): void {
    this.#asking?.steps.push(step);
  }

  /** The same values by the same names; what is asked for counts for what is being judged. */
  traced<Kind extends 'types' | 'pairs' | 'pastOf'>(
    kind: Kind,
    values: Lookup<NonNullable<ReturnType<Asked[Kind]['get']>>>,
  ): typeof values {
    const ask = (name: string) => {
      const value = values.get(name);
      (this.#asking?.[kind] as Map<string, unknown> | undefined)?.set(name, value);
      return value;
    };
    return { get: ask, has: (name) => ask(name) !== undefined };
  }

  tracedNames(names: { has(name: string): boolean } | undefined): { has(name: string): boolean } | undefined {
    return (
      names && {
        has: (name) => {
          const has = names.has(name);
          this.#asking?.callables.set(name, has);
          return has;
        },
      }
    );
  }

  #holds({ types, pairs, pastOf, callables, steps }: Asked): boolean {
    const now = this.#sources!;
    for (const [name, type] of types) if (now.types.get(name) !== type) return false;
    for (const [name, paired] of pairs) if (now.pairs.get(name) !== paired) return false;
    for (const [name, paired] of pastOf) if (now.pastOf.get(name) !== paired) return false;
    for (const [name, has] of callables) if (now.callables?.has(name) !== has) return false;
    if (steps.length === 0) return true;
    // What is judged on the way has questions of its own.
    const outer = this.#asking;
    this.#asking = null;
    const holds = steps.every((step) => now.again(step) === step.answer);
    this.#asking = outer;
    return holds;
  }
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);
