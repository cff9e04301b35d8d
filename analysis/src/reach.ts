import type { StateModel, StateType } from './state-model.ts';

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
