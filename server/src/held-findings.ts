import { mentionedTypes } from '@timeferry/analysis/reach';
import type { Judgement, StateDiff, TypePair } from '@timeferry/analysis/state-diff';
import type { ObjectType, StateType } from '@timeferry/analysis/state-model';
import { worst } from '@timeferry/analysis/verdict';
import { shortName } from './names.ts';

/** A place of the program that holds objects of dependencies' types which changed. */
export interface Held {
  /** Key of the first of these types. */
  readonly owner: string;
  readonly judgement: Judgement;
}

/** How many of them are told in full. */
const TOLD = 3;

/**
 * What changed inside the dependencies' types that a place holds: such a type is not the author's, the place that holds its
 * objects is. `isForeign` tells a dependency's file.
 */
export class HeldChanges {
  readonly #diff: StateDiff;
  readonly #isForeign: (file: string) => boolean;
  readonly #changed: ReadonlyMap<string, TypePair>;

  constructor(diff: StateDiff, isForeign: (file: string) => boolean) {
    this.#diff = diff;
    this.#isForeign = isForeign;
    const changed = diff.types.filter(
      ({ past, future, verdict }) => past && future && verdict !== 'same' && isForeign(future.position.file),
    );
    this.#changed = new Map(changed.map((type) => [type.key, type]));
  }

  get areNone(): boolean {
    return this.#changed.size === 0;
  }

  /** Null where a place of this type (of the future version) holds nothing of the kind. */
  in(type: StateType): Held | null {
    if (this.#changed.size === 0) return null;
    const held = this.#reached(type).flatMap((name) => this.#changed.get(name) ?? []);
    if (held.length === 0) return null;
    const verdict = worst(held.map((each) => each.verdict));
    const told = held.slice(0, TOLD).map(describe);
    const rest = held.length - told.length;
    const reason = [...told, ...(rest > 0 ? [`${rest} more types of dependencies changed inside it.`] : [])].join(' ');
    return { owner: held[0]!.key, judgement: { change: 'none', verdict, reason, conversion: null } };
  }

  /** Dependencies' types that it mentions, and what those mention in turn. */
  #reached(type: StateType): string[] {
    const reached = new Set<string>();
    const waiting = [...mentionedTypes([type])];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const found = this.#diff.future.types.get(name);
      if (reached.has(name) || !found || !this.#isForeign(found.position.file)) continue;
      reached.add(name);
      waiting.push(...mentionedTypes(placesOf(found)));
    }
    return [...reached];
  }
}

function placesOf({ fields, index, contents }: ObjectType): StateType[] {
  return [...fields.map(({ type }) => type), ...[index, contents].filter((type) => type !== undefined)];
}

/** `LRUCache (lru-cache@11.0.0, before 10.4.3): #size has no place any more.` */
function describe({ past, future, own, fields, verdict }: TypePair): string {
  const name = shortName(future!.name);
  const now = future!.package;
  const before = past!.package;
  const origin = now === before || !now || !before ? (now ?? '') : `${now}, before ${before.replace(/^.+@/, '')}`;
  const worstField = fields.find((field) => field.verdict === verdict);
  const field = worstField && (worstField.future ?? worstField.past)!.name;
  const what = worstField ? `${field}: ${worstField.reason}` : own.reason;
  return `${name}${origin === '' ? '' : ` (${origin})`}: ${what}`;
}
