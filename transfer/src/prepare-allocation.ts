import { bodyStart, classMembers } from './class-members.ts';
import type { LiveFunction } from './live-functions.ts';
import type { LiveHandles } from './live-handles.ts';
import type { Insertion, LiveScript, ProgramScripts } from './program-scripts.ts';

/** The classes whose instances carry private members, which nothing but the class can install. */
export function classesWithPrivates(functions: readonly LiveFunction[]): LiveFunction[] {
  return functions.filter((one) => one.isClass && classMembers(one.text).hasPrivate);
}

/**
 * Makes such classes ready for the allocator, in a process that is ours. Private fields alone are installed by a
 * function of the engine's. Private methods and accessors need the constructor, which is edited in place so that it
 * leaves its body out when it is called with the allocator's symbol; where the engine refuses that, allocating an
 * instance throws.
 */
export async function prepareAllocation(
  live: LiveHandles,
  scripts: ProgramScripts,
  classes: readonly LiveFunction[],
): Promise<void> {
  const branded = classes.filter((one) => one.initializer === undefined || classMembers(one.text).hasBrand);
  const refused = new Map<LiveScript, string>();
  for (const script of new Set(branded.map((one) => one.script))) {
    const status = await editConstructors(scripts, script, branded);
    if (status !== 'Ok') refused.set(script, status);
  }
  for (const one of classes) {
    const why = branded.includes(one) ? (refused.get(one.script) ?? '') : '';
    const initializer = branded.includes(one) ? [] : [{ objectId: one.initializer as string }];
    await live.call('setAllocatable', { objectId: one.handle }, { value: why }, ...initializer);
  }
}

async function editConstructors(
  scripts: ProgramScripts,
  script: LiveScript,
  classes: readonly LiveFunction[],
): Promise<string> {
  const source = await scripts.source(script);
  const inserts = classes.flatMap((one) => (one.script === script ? insertion(source, one) : []));
  return inserts.length === 0 ? 'Ok' : scripts.insert(script, inserts);
}

/** A class without a constructor of its own needs no edit. Lines stay as they are. */
function insertion(source: string, one: LiveFunction): Insertion[] {
  if (one.location === one.start) return [];
  const at = bodyStart(source, one.location);
  if (at === undefined || at > one.end) return [];
  const rest = classMembers(one.text).isDerived ? '{ super(); return; }' : 'return;';
  return [{ at, text: `if (arguments[0] === Symbol.for('timeferry.allocate')) ${rest}` }];
}
