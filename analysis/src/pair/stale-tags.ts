import { oncePer } from '../once-per.ts';
import type { RootPair, StaleRule, TypePair } from '../state-diff.ts';
import type { DocTags } from '../state-model.ts';

type Piece = { readonly name: string; readonly tags: DocTags; readonly position: StaleRule['position'] };

/** Tags of the future version that no pair comes from: what they name is gone, or was paired already. */
export function staleTags(roots: readonly RootPair[], types: readonly TypePair[]): StaleRule[] {
  const all = [...roots.flatMap((pair) => read(pair, '')), ...types.flatMap(tagsOf), ...types.flatMap(tagsOfFields)];
  const used = new Set(all.filter((tag) => tag.isUsed).map((tag) => placeOf(tag.stale)));
  const stale = new Map<string, StaleRule>();
  for (const tag of all) if (!tag.isUsed && !stale.has(placeOf(tag.stale))) stale.set(placeOf(tag.stale), tag.stale);
  // An inherited field stands in several types; one of them is enough.
  return [...stale].flatMap(([place, rule]) => (used.has(place) ? [] : [rule]));
}

interface Pair {
  readonly past: Piece | null;
  readonly future: Piece | null;
  readonly candidates?: readonly string[];
}

interface ReadTag {
  readonly isUsed: boolean;
  readonly stale: StaleRule;
}

const tagsOf = oncePer((pair: TypePair): readonly ReadTag[] => read(pair, ''));

const tagsOfFields = oncePer(({ key, fields }: TypePair): readonly ReadTag[] =>
  fields.flatMap((pair) => read(pair, `${key}.`)),
);

function read({ past, future, candidates }: Pair, scope: string): ReadTag[] {
  if (!future) return [];
  const { tags, position } = future;
  const state = scope + future.name;
  const say = (message: string): StaleRule => ({ state, message, version: 'future', position });
  const found: ReadTag[] = [];
  for (const name of ['renamedFrom', 'movedFrom'] as const) {
    const wanted = tags[name];
    if (wanted === undefined) continue;
    const isPaired = past !== null && lastOf(past.name) === lastOf(wanted) && past.name !== future.name;
    // What moved into another type is filled by a mapper, and has no pair.
    const isUsed = isPaired || (past === null && candidates?.some((name) => lastOf(name) === lastOf(wanted)) === true);
    found.push({ isUsed, stale: say(`@${name} ${wanted} on ${state} matches nothing any more; take it out.`) });
  }
  if (tags.transient?.trim() === '') {
    found.push({ isUsed: false, stale: say(`@transient on ${state} gives no reason, so it settles nothing.`) });
  }
  return found;
}

const placeOf = ({ position, message }: StaleRule): string =>
  `${position?.file}:${position?.line}:${position?.column} ${message.slice(0, message.indexOf(' '))}`;

const lastOf = (name: string): string => name.replace(/<.*$/s, '').replace(/^.*[.#](?=#?[^.#]*$)/s, '');
