import type { FieldPlan, RootPlan, TransferPlan } from '@timeferry/analysis/transfer-plan';
import type { CaptureGraph } from './capture-graph.ts';
import { fieldPlan, type GraphTypes } from './graph-types.ts';

/** The declaration that a captured value belongs to: what mismatches are grouped by. */
export interface Context {
  /** Name of the type, or of the root itself. */
  readonly type: string;
  /** Name of the field; empty for a root. */
  readonly field: string;
  readonly plan: FieldPlan | RootPlan | null;
}

interface ContextInput {
  readonly plan: TransferPlan;
  readonly past: CaptureGraph;
  /** Types of the past capture. */
  readonly types: GraphTypes;
}

/**
 * Knows the declaration behind every value of the past capture. Items of containers belong to the field or root that
 * holds the container; those of a class that extends one, to the class.
 */
export class Contexts {
  readonly #input: ContextInput;
  readonly #inherited = new Map<number, Context>();
  readonly #fields = new Map<string, Context>();

  constructor(input: ContextInput) {
    this.#input = input;
  }

  /** Notes what declaration first led to an object. */
  lead(id: number, context: Context): void {
    if (!this.#inherited.has(id)) this.#inherited.set(id, context);
  }

  /** The declaration that led to an object. */
  of(id: number): Context {
    return this.#inherited.get(id) ?? { type: '', field: '', plan: null };
  }

  /** The declaration of what a container holds. */
  ofItems(id: number): Context {
    const { proto, kind } = this.#input.past.tableOf(id);
    const isOfClass = typeof proto === 'string' && proto.includes('#') && kind !== 'entries';
    return isOfClass ? this.ofField(id, CONTENTS) : this.of(id);
  }

  /** The declaration of a field of an object. */
  ofField(id: number, key: string): Context {
    const { plan, past, types } = this.#input;
    const type = plan.types[types.pairs[id]!];
    const { proto } = past.tableOf(id);
    const isClass = typeof proto === 'string' && proto.includes('#');
    if (!type && !isClass) return this.of(id);
    const owner = type ? (type.future ?? type.past ?? type.key) : (proto as string);
    const name = `${owner}\0${key}`;
    const known = this.#fields.get(name);
    if (known) return known;
    const context = { type: owner, field: key, plan: (type && fieldPlan(type, 'past', key)) ?? null };
    this.#fields.set(name, context);
    return context;
  }
}

/** What stands for the name of a field where a class extends a container, as in the guards of its mapper. */
const CONTENTS = '[contents]';

/** Why a piece of state is not compared although it is there; undefined where it is compared. */
export function undecided(context: Context): string | undefined {
  const { plan } = context;
  if (plan?.transient !== undefined) return `it is transient: ${plan.transient}`;
  if (plan?.how === 'undecided') return 'nobody has decided yet what becomes of it';
  return undefined;
}
