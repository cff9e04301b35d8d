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

interface Context {
  readonly types: TypePairing;
  readonly fields: ReadonlyMap<string, PairedFields>;
  readonly roots: PairedRoots;
  readonly judge: (past: StateType, future: StateType) => Judged;
}

/**
 * Rules: a field nested into an object that another field holds, or flattened out of one, is a choice on both entries.
 * Where the new object has a root of its own, a type was split or merged: manual on what is new.
 */
export function findMoves(context: Context): Moves {
  const past = new Map<string, Move>();
  const future = new Map<string, Move>();
  for (const [pastName, paired] of context.fields) {
    const futureName = context.types.pairs.get(pastName)!;
    for (const field of paired.removed) nested(context, pastName, futureName, field, past, future);
    for (const field of paired.added) flattened(context, pastName, futureName, field, past, future);
  }
  splits(context, future);
  merges(context, future);
  return { past, future };
}

function nested(
  { types, fields, judge }: Context,
  pastName: string,
  futureName: string,
  field: StateField,
  past: Map<string, Move>,
  future: Map<string, Move>,
): void {
  for (const holder of types.future.types.get(futureName)!.fields) {
    for (const held of heldTypes(types.future, holder.type)) {
      const inner = newFields(types, fields, held).find(
        (each) => each.name === field.name && converts(judge, field, each),
      );
      if (!inner || held.name === futureName) continue;
      const isNewHolder = !types.past.types.get(pastName)!.fields.some((each) => each.name === holder.name);
      const verdict = hasOwnRoot(types.future, held.name) ? 'manual' : 'choose';
      const target = isNewHolder ? `${futureName}.${holder.name}` : `${held.name}.${inner.name}`;
      note(future, target, verdict, `${pastName}.${field.name}`);
      if (verdict === 'manual') note(future, `${held.name}.${inner.name}`, verdict, `${pastName}.${field.name}`);
      else note(past, `${pastName}.${field.name}`, verdict, `${holder.name}.${inner.name}`);
    }
  }
}

function flattened(
  { types, fields, judge }: Context,
  pastName: string,
  futureName: string,
  field: StateField,
  past: Map<string, Move>,
  future: Map<string, Move>,
): void {
  for (const holder of types.past.types.get(pastName)!.fields) {
    for (const held of heldTypes(types.past, holder.type)) {
      const inner = goneFields(types, fields, held).find(
        (each) => each.name === field.name && converts(judge, each, field),
      );
      if (!inner || held.name === pastName) continue;
      const isHolderGone = !types.future.types.get(futureName)!.fields.some((each) => each.name === holder.name);
      const verdict = hasOwnRoot(types.past, held.name) ? 'manual' : 'choose';
      note(future, `${futureName}.${field.name}`, verdict, `${holder.name}.${inner.name}`);
      if (verdict === 'manual') continue;
      const source = isHolderGone ? `${pastName}.${holder.name}` : `${held.name}.${inner.name}`;
      note(past, source, verdict, `${futureName}.${field.name}`);
    }
  }
}

/** A new type with a new root of its own that takes over fields of an old type. */
function splits({ types, fields, roots, judge }: Context, future: Map<string, Move>): void {
  const removed = [...fields].flatMap(([name, paired]) => paired.removed.map((field) => ({ name, field })));
  if (removed.length === 0) return;
  for (const root of roots.added) {
    for (const held of heldTypes(types.future, root.type)) {
      if (types.pastOf.has(held.name)) continue;
      for (const inner of held.fields) {
        const from = removed.filter(({ field }) => field.name === inner.name && converts(judge, field, inner));
        for (const { name, field } of from) {
          note(future, root.name, 'manual', `${name}.${field.name}`);
          note(future, `${held.name}.${inner.name}`, 'manual', `${name}.${field.name}`);
        }
      }
    }
  }
}

/** An old type with a root of its own whose fields appear in another type once it is gone. */
function merges({ types, fields, roots, judge }: Context, future: Map<string, Move>): void {
  for (const root of roots.removed) {
    for (const held of heldTypes(types.past, root.type)) {
      if (types.pairs.has(held.name)) continue;
      for (const [pastName, paired] of fields) {
        for (const field of paired.added) {
          const from = held.fields.find((each) => each.name === field.name && converts(judge, each, field));
          if (from) note(future, `${types.pairs.get(pastName)!}.${field.name}`, 'manual', `${held.name}.${from.name}`);
        }
      }
    }
  }
}

function note(moves: Map<string, Move>, name: string, verdict: Move['verdict'], candidate: string): void {
  const known = moves.get(name);
  const candidates = [...new Set([...(known?.candidates ?? []), candidate])];
  moves.set(name, { verdict: known?.verdict === 'manual' ? 'manual' : verdict, candidates });
}

/** Fields that a future type has and its past did not. */
function newFields(
  types: TypePairing,
  fields: ReadonlyMap<string, PairedFields>,
  type: ObjectType,
): readonly StateField[] {
  const past = types.pastOf.get(type.name);
  return past === undefined ? type.fields : (fields.get(past)?.added ?? []);
}

function goneFields(
  types: TypePairing,
  fields: ReadonlyMap<string, PairedFields>,
  type: ObjectType,
): readonly StateField[] {
  return types.pairs.has(type.name) ? (fields.get(type.name)?.removed ?? []) : type.fields;
}

function converts(judge: Context['judge'], past: StateField, future: StateField): boolean {
  const { verdict } = judge(past.type, future.type);
  return verdict !== 'manual' && verdict !== 'refused';
}

/** Object types that a value of this type is or directly holds. */
function heldTypes(model: StateModel, type: StateType): ObjectType[] {
  const waiting = [type];
  const found: ObjectType[] = [];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (at.kind === 'object') found.push(...(model.types.get(at.type) ? [model.types.get(at.type)!] : []));
    else if (at.kind === 'union') waiting.push(...at.members);
    else if (at.kind === 'array' || at.kind === 'set') waiting.push(at.element);
    else if (at.kind === 'map') waiting.push(at.value);
  }
  return found;
}

function hasOwnRoot(model: StateModel, name: string): boolean {
  return model.roots.some((root) => heldTypes(model, root.type).some((type) => type.name === name));
}
