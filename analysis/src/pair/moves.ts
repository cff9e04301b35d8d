import type { Judged } from '../judge/judged.ts';
import type { ObjectType, StateField, StateModel, StateType } from '../state-model.ts';
import type { PairedFields } from './fields.ts';
import type { PairedRoots } from './roots.ts';
import type { TypePairing } from './types.ts';

/** What is known of a field or root beyond its own pair of types: where it may have come from or gone to. */
export interface Move {
  readonly verdict: 'choose' | 'manual';
  readonly candidates: readonly string[];
}

/** Moves by `Type.field` or root name, for each version. */
export interface Moves {
  readonly past: ReadonlyMap<string, Move>;
  readonly future: ReadonlyMap<string, Move>;
}

/** What the search for moves works on. */
export interface MoveContext {
  readonly types: TypePairing;
  readonly fields: ReadonlyMap<string, PairedFields>;
  readonly roots: PairedRoots;
  readonly judge: (past: StateType, future: StateType) => Judged;
}

/** A field that one version has and the other has not, at its type. */
interface LooseField {
  readonly owner: ObjectType;
  readonly field: StateField;
  /** Whether the whole type is gone, or new. */
  readonly whole: boolean;
}

/** A name that more types than this lost says nothing either, and comparing all with all would take for ever. */
const MOST_OWNERS = 30;

/** Names that so many types have that they say nothing of where a field comes from. */
const COMMON = new Set(['id', 'name', 'type', 'kind', 'key', 'value']);

/**
 * Rules: a field nested into an object that another field holds, or flattened out of one, is a choice on both entries.
 * Where the other type has a root of its own, a type was split or merged: manual on what is new.
 */
export function findMoves(context: MoveContext): Moves {
  const moves = { past: new Map<string, Move>(), future: new Map<string, Move>() };
  const gone = byName(goneFields(context));
  const started = new Set(context.roots.added.flatMap((root) => heldTypes(context.types.future, root.type)));
  const split = new Map<ObjectType, LooseField[]>();
  for (const fresh of freshFields(context)) {
    const owners = gone.get(fresh.field.name) ?? [];
    for (const lost of owners.length > MOST_OWNERS ? [] : owners) {
      if (fresh.whole && lost.whole && !started.has(fresh.owner)) continue;
      if (context.types.pairs.get(lost.owner.name) === fresh.owner.name || !converts(context, lost, fresh)) continue;
      if (held(context, lost, fresh, moves)) continue;
      if (lost.whole || fresh.whole) split.set(fresh.owner, [...(split.get(fresh.owner) ?? []), lost]);
      else markMoved(context, lost, fresh, moves);
    }
  }
  for (const [owner, lost] of split) markSplit(context, owner, lost, moves.future);
  return moves;
}

type Notes = { readonly past: Map<string, Move>; readonly future: Map<string, Move> };

/** A field of a type that is held by, or holds, the type which the field came from. */
function held({ types }: MoveContext, lost: LooseField, fresh: LooseField, moves: Notes): boolean {
  const holderNow = types.future.types.get(types.pairs.get(lost.owner.name) ?? '');
  const nestedIn = holderNow?.fields.find((field) => holds(types.future, field.type, fresh.owner));
  if (nestedIn) {
    const isNew = !lost.owner.fields.some((field) => field.name === nestedIn.name);
    const verdict = hasOwnRoot(types.future, fresh.owner) || isDeclared(lost, fresh) ? 'manual' : 'choose';
    const target = isNew && verdict === 'choose' ? `${holderNow!.name}.${nestedIn.name}` : path(fresh);
    note(moves.future, target, verdict, path(lost));
    if (isNew && verdict === 'manual') note(moves.future, `${holderNow!.name}.${nestedIn.name}`, verdict, path(lost));
    if (verdict === 'choose') note(moves.past, path(lost), verdict, `${nestedIn.name}.${fresh.field.name}`);
    return true;
  }
  const holderThen = types.past.types.get(types.pastOf.get(fresh.owner.name) ?? '');
  const flattenedFrom = holderThen?.fields.find((field) => holds(types.past, field.type, lost.owner));
  if (!flattenedFrom) return false;
  const isGone = !fresh.owner.fields.some((field) => field.name === flattenedFrom.name);
  const verdict = hasOwnRoot(types.past, lost.owner) || isDeclared(lost, fresh) ? 'manual' : 'choose';
  note(moves.future, path(fresh), verdict, `${flattenedFrom.name}.${lost.field.name}`);
  if (verdict === 'choose')
    note(moves.past, isGone ? `${holderThen!.name}.${flattenedFrom.name}` : path(lost), verdict, path(fresh));
  return true;
}

/** From one type that lives on to another one that did before. */
function markMoved({ types }: MoveContext, lost: LooseField, fresh: LooseField, moves: Notes): void {
  if (COMMON.has(fresh.field.name)) return;
  const isSettled = hasOwnRoot(types.future, fresh.owner) || isDeclared(lost, fresh);
  note(moves.future, path(fresh), isSettled ? 'manual' : 'choose', path(lost));
  if (!isSettled) note(moves.past, path(lost), 'choose', path(fresh));
}

/** Whether the author says where the field comes from. It has another owner, so a mapper has to fill it. */
function isDeclared(lost: LooseField, { field: { tags } }: LooseField): boolean {
  const wanted = tags.movedFrom ?? tags.renamedFrom;
  return wanted !== undefined && `.${wanted}`.endsWith(`.${lost.field.name}`);
}

/** A new type, or one that takes over a type that is gone: manual where it shares more than names that all types have. */
function markSplit(
  context: MoveContext,
  owner: ObjectType,
  lost: readonly LooseField[],
  future: Map<string, Move>,
): void {
  const isNew = !context.types.pastOf.has(owner.name);
  const shared = new Set(lost.map(({ field }) => field.name));
  const isTelling = [...shared].some((name) => !COMMON.has(name));
  const isMost = !lost.every((each) => each.whole) || shared.size * 2 >= owner.fields.length || !isNew;
  if (!isTelling || !isMost) return;
  const roots = context.roots.added.filter((root) => isNew && holds(context.types.future, root.type, owner));
  if (isNew && roots.length === 0) return;
  for (const root of roots) for (const each of lost) note(future, root.name, 'manual', path(each));
  for (const each of lost) note(future, `${owner.name}.${each.field.name}`, 'manual', path(each));
}

function note(moves: Map<string, Move>, name: string, verdict: Move['verdict'], candidate: string): void {
  const known = moves.get(name);
  const candidates = [...new Set([...(known?.candidates ?? []), candidate])];
  moves.set(name, { verdict: known?.verdict === 'manual' ? 'manual' : verdict, candidates });
}

const path = ({ owner, field }: LooseField): string => `${owner.name}.${field.name}`;

function goneFields({ types, fields }: MoveContext): LooseField[] {
  return [...types.past.types.values()].flatMap((owner) => {
    const whole = !types.pairs.has(owner.name);
    return (whole ? owner.fields : fields.get(owner.name)!.removed).map((field) => ({ owner, field, whole }));
  });
}

function freshFields({ types, fields }: MoveContext): LooseField[] {
  return [...types.future.types.values()].flatMap((owner) => {
    const past = types.pastOf.get(owner.name);
    return (past === undefined ? owner.fields : fields.get(past)!.added).map((field) => ({
      owner,
      field,
      whole: past === undefined,
    }));
  });
}

function byName(loose: readonly LooseField[]): Map<string, LooseField[]> {
  const found = new Map<string, LooseField[]>();
  for (const each of loose) {
    const known = found.get(each.field.name);
    if (known) known.push(each);
    else found.set(each.field.name, [each]);
  }
  return found;
}

function converts({ judge }: MoveContext, lost: LooseField, fresh: LooseField): boolean {
  const { verdict } = judge(lost.field.type, fresh.field.type);
  return verdict !== 'manual' && verdict !== 'refused';
}

/** Whether a value of this type is, or directly holds, objects of another. */
function holds(model: StateModel, type: StateType, other: ObjectType): boolean {
  return heldTypes(model, type).includes(other);
}

function heldTypes(model: StateModel, type: StateType): ObjectType[] {
  const waiting = [type];
  const found: ObjectType[] = [];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const named = at.kind === 'object' ? model.types.get(at.type) : undefined;
    if (named) found.push(named);
    else if (at.kind === 'union') waiting.push(...at.members);
    else if (at.kind === 'array' || at.kind === 'set') waiting.push(at.element);
    else if (at.kind === 'map') waiting.push(at.value);
  }
  return found;
}

const hasOwnRoot = (model: StateModel, type: ObjectType): boolean =>
  model.roots.some((root) => holds(model, root.type, type));
