import type { ModuleFacts, StateModel } from '../state-model.ts';

/** Future names of modules by past names: the same name, or a whole module that was renamed. */
export function pairModules(past: StateModel, future: StateModel): Map<string, string> {
  const pairs = new Map<string, string>();
  const futureNames = new Set(future.modules.map((module) => module.name));
  const pastNames = new Set(past.modules.map((module) => module.name));
  for (const name of pastNames) if (futureNames.has(name)) pairs.set(name, name);
  const gone = past.modules.filter((module) => !futureNames.has(module.name));
  const fresh = future.modules.filter((module) => !pastNames.has(module.name));
  for (const module of gone) {
    const fits = fresh.filter((other) => isRenamed(module, other));
    const only = fits[0];
    if (fits.length !== 1 || !only) continue;
    if (gone.filter((other) => isRenamed(other, only)).length === 1) pairs.set(module.name, only.name);
  }
  return pairs;
}

/** A module is known again where it declares all that it declared before, and that is most of what it declares now. */
function isRenamed(past: ModuleFacts, future: ModuleFacts): boolean {
  const names = new Set(future.declarations);
  const kept = past.declarations.filter((name) => names.has(name)).length;
  if (kept === 0) return false;
  return kept === past.declarations.length && kept * 2 > future.declarations.length;
}
