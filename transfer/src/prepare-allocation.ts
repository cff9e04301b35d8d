import { bodyStart, classMembers } from './class-members.ts';
import { InspectorError } from './inspector-session.ts';
import type { LiveFunction } from './live-functions.ts';
import type { ProgramScripts } from './program-scripts.ts';

/** The classes whose instances need their constructor to be made, because it installs private members. */
export function classesWithPrivates(functions: readonly LiveFunction[]): LiveFunction[] {
  return functions.filter((one) => one.isClass && classMembers(one.text).hasPrivate);
}

/**
 * Edits constructors in place so that they leave their body out when they are called with the allocator's symbol.
 * Classes without a constructor of their own need no edit. Lines stay as they are. Throws an `InspectorError` that names
 * the script where the engine refuses the edit.
 */
export async function prepareAllocation(scripts: ProgramScripts, classes: readonly LiveFunction[]): Promise<void> {
  for (const script of new Set(classes.map((one) => one.script))) {
    const source = await scripts.source(script);
    const inserts = classes.flatMap((one) => (one.script === script ? insertion(source, one) : []));
    if (inserts.length === 0) continue;
    let edited = source;
    for (const { at, text } of inserts.sort((a, b) => b.at - a.at))
      edited = edited.slice(0, at) + text + edited.slice(at);
    const status = await scripts.replace(script, edited);
    if (status !== 'Ok') throw new InspectorError(`The constructors of ${script.path} cannot be prepared: ${status}.`);
  }
}

function insertion(source: string, one: LiveFunction): { at: number; text: string }[] {
  if (one.location === one.start) return [];
  const at = bodyStart(source, one.location);
  if (at === undefined || at > one.end) return [];
  const rest = classMembers(one.text).isDerived ? '{ super(); return; }' : 'return;';
  return [{ at, text: `if (arguments[0] === Symbol.for('timeferry.allocate')) ${rest}` }];
}
