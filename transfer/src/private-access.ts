import type { Runtime } from 'node:inspector';
import { classMembers } from './class-members.ts';
import { evaluateInScope } from './evaluate-in-scope.ts';
import type { LiveFunction } from './live-functions.ts';
import type { LiveHandles } from './live-handles.ts';
import type { Moment } from './quiescent.ts';

/** Makes the `#private` fields of a class readable and writable, in a process that is ours. */
export async function accessPrivates(live: LiveHandles, program: string, one: LiveFunction): Promise<void> {
  const { fields } = classMembers(one.text);
  if (fields.length === 0) return;
  const accessors = fields.map(
    (name) =>
      `${JSON.stringify(sourceName(one, name))}: { read: (o) => o.${name}, write: (o, v) => { o.${name} = v; } }`,
  );
  const made = await evaluateInScope(live, one.handle, `({ ${accessors.join(', ')} })`);
  await live.call('setAccessorPrivates', { objectId: program }, { objectId: one.handle }, { objectId: made });
}

/**
 * Reads the `#private` fields of all instances of a class at a moment, without calling anything: an expression in the
 * frame that stands still may name private fields of any class (but contain no function).
 */
export async function readPrivates(
  live: LiveHandles,
  program: string,
  one: LiveFunction,
  moment: Moment,
  classes: readonly LiveFunction[],
): Promise<void> {
  const { fields } = classMembers(one.text);
  if (fields.length === 0) return;
  const heirs = await live.heirs(await live.hold('prototypeOf', { objectId: one.handle }));
  const named = fields.map((field) => sourceName(one, field));
  const read = await live.hold('listInstances', { objectId: heirs }, { value: named });
  for (const field of fields) {
    const others = classes.filter(({ text }) => classMembers(text).fields.includes(field));
    const handles = others.map(({ handle }) => ({ objectId: handle }));
    // An object lists its fields in the order in which they were installed, those of the base class first.
    const before = await live.call<number>('countAncestors', { objectId: one.handle }, ...handles);
    await readField(live, moment, read, field, before, sourceName(one, field));
  }
  await live.call('setPrivateValues', { objectId: program }, { objectId: one.handle }, { objectId: read });
}

/** What the sources call a private field of a class. */
function sourceName({ privateNames }: LiveFunction, field: string): string {
  return privateNames?.get(field) ?? field;
}

/** A root that is a static `#private` field; `owner` is the handle of its class. */
export interface StaticPrivate {
  readonly name: string;
  readonly owner: string;
  readonly field: string;
}

/** Makes a static `#private` field readable and writable as a root, in a process that is ours. */
export async function accessStaticPrivate(live: LiveHandles, program: string, root: StaticPrivate): Promise<void> {
  const accessor = `({ read: (o) => o.${root.field}, write: (o, v) => { o.${root.field} = v; } })`;
  const made = await evaluateInScope(live, root.owner, accessor);
  const args = [{ objectId: program }, { value: root.name }, { objectId: root.owner }, { objectId: made }];
  await live.call('setStaticAccessor', ...args);
}

/** Reads a static `#private` field at a moment, without calling anything, as a root. */
export async function readStaticPrivate(
  live: LiveHandles,
  program: string,
  { name, owner, field }: StaticPrivate,
  moment: Moment,
): Promise<void> {
  const list = await live.hold('arrayOf', { objectId: owner });
  const read = await live.hold('listInstances', { objectId: list }, { value: [field] });
  await readField(live, moment, read, field, 0);
  await live.call('setStaticValue', { objectId: program }, { value: name }, { value: field }, { objectId: read });
}

async function readField(
  live: LiveHandles,
  moment: Moment,
  read: string,
  field: string,
  before: number,
  name = field,
): Promise<void> {
  await live.call('restart', { objectId: moment.box }, { objectId: read }, { value: name });
  // Each name that the expression looks up in the paused frame costs, so the agent's own objects do the rest.
  const expression = `for (box.item of box.items) box.value = box.item.${field}; 0`;
  for (;;) {
    const params = { callFrameId: moment.callFrameId, expression, objectGroup: live.group, silent: true };
    const answer = await live.send<Runtime.EvaluateReturnType>('Debugger.evaluateOnCallFrame', params);
    if (answer.exceptionDetails === undefined) return;
    // The object has no such field, or two classes of its chain have one of that name: the debugger can list both.
    await readSlowly(live, read, field, before, name);
  }
}

/** Takes the field of that name after the `before` ones that base classes have. */
async function readSlowly(live: LiveHandles, read: string, field: string, before: number, as: string): Promise<void> {
  const { private: found } = await live.properties(await live.hold('currentObject', { objectId: read }));
  const value = found.filter(({ name }) => name === field)[before]?.value as
    | (Runtime.RemoteObject & { value?: unknown })
    | undefined;
  if (value === undefined) return;
  const argument = value.objectId === undefined ? remotePrimitive(value) : { objectId: value.objectId };
  await live.call('setCurrent', { objectId: read }, { value: as }, argument);
}

function remotePrimitive(value: Runtime.RemoteObject & { value?: unknown }): { readonly value: unknown } {
  if (value.unserializableValue === undefined) return { value: value.value };
  return { unserializableValue: value.unserializableValue } as unknown as { readonly value: unknown };
}
