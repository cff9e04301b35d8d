import { oncePer } from './once-per.ts';
import type { ObjectType, StateModel, StateType } from './state-model.ts';
import { VERDICTS, type Verdict } from './verdict.ts';

/** Names of all object types that some types reach, through fields, containers and subclasses. */
export function reachedTypes(
  model: StateModel,
  from: Iterable<StateType>,
  options: { readonly weak: boolean },
): Set<string> {
  const reached = new Set<string>();
  const waiting: StateType[] = [...from];
  const enter = (name: string) => {
    if (reached.has(name)) return;
    reached.add(name);
    const type = model.types.get(name);
    if (!type) return;
    waiting.push(...type.fields.map((field) => field.type));
    if (type.index) waiting.push(type.index);
    if (type.contents) waiting.push(type.contents);
    for (const below of type.subtypes) waiting.push({ kind: 'object', type: below });
  };
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (at.kind === 'object') enter(at.type);
    else for (const part of partsOf(at, options.weak)) waiting.push(part);
  }
  return reached;
}

/**
 * The worst that can be reached from each object type, given what is said of some of them. Linear in the size of the
 * graph: verdicts are spread backwards along the references, the worst first, and each type is entered once.
 */
export function worstReachable(model: StateModel, said: ReadonlyMap<string, Verdict>): Map<string, Verdict> {
  const users = usersIn(model);
  const result = new Map<string, Verdict>();
  for (const verdict of VERDICTS.toReversed()) {
    const waiting = [...said].filter(([, each]) => each === verdict).map(([name]) => name);
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (result.has(name)) continue;
      result.set(name, verdict);
      waiting.push(...(users.get(name) ?? []));
    }
  }
  return result;
}

/**
 * Names of the object types that a type mentions, without those that they mention in turn. What closures capture is
 * mentioned by the code that stores them, not by the declared type.
 */
export function mentionedTypes(
  from: Iterable<StateType>,
  options: { readonly captured: boolean } = { captured: true },
): Set<string> {
  const names = new Set<string>();
  const waiting = [...from];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (at.kind === 'object') names.add(at.type);
    else if (at.kind !== 'function' || options.captured) waiting.push(...partsOf(at, true));
  }
  return names;
}

const directlyReached = oncePer((type: ObjectType): ReadonlySet<string> => {
  const types = type.fields.map((field) => field.type);
  if (type.index) types.push(type.index);
  if (type.contents) types.push(type.contents);
  return new Set([...mentionedTypes(types), ...type.subtypes]);
});

/** By object type: the types that reach it directly. */
const usersIn = oncePer((model: StateModel): ReadonlyMap<string, readonly string[]> => {
  const users = new Map<string, string[]>();
  for (const type of model.types.values()) {
    for (const name of directlyReached(type)) {
      const known = users.get(name);
      if (known) known.push(type.name);
      else users.set(name, [type.name]);
    }
  }
  return users;
});

function partsOf(type: StateType, weak: boolean): readonly StateType[] {
  switch (type.kind) {
    case 'union':
      return type.members;
    case 'array':
    case 'set':
      return [type.element];
    case 'tuple':
      return type.slots.map((slot) => slot.type);
    case 'map':
      return [type.key, type.value];
    case 'weak':
      return weak ? type.of : type.of.slice(1);
    case 'promise':
      return [type.of];
    case 'builtin':
      return type.arguments;
    case 'function':
      return type.closures.flatMap((closure) => closure.captures.map((capture) => capture.type));
    default:
      return [];
  }
}
