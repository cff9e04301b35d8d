import type { ModuleFacts, ObjectType, StateModel, StateRoot } from '../state-model.ts';

/** What was read under one project's options, and which modules are that project's own. */
export interface ProjectModel {
  readonly model: StateModel;
  readonly isOwn: (module: string) => boolean;
}

/** One model of projects that are read under options of their own: of each declaration the reading of its own project. */
export function mergeModels(projects: readonly ProjectModel[]): StateModel {
  const [first] = projects;
  if (projects.length === 1) return first!.model;
  const roots: StateRoot[] = [];
  const types = new Map<string, ObjectType>();
  const modules: ModuleFacts[] = [];
  const callables = new Set<string>();
  const problems = new Map<string, StateModel['problems'][number]>();
  for (const { model, isOwn } of projects) {
    roots.push(...model.roots.filter((root) => isOwn(moduleOf(root.name))));
    modules.push(...model.modules.filter((module) => isOwn(module.name)));
    for (const type of model.types.values()) {
      if (isOwn(moduleOf(type.name)) || !types.has(type.name)) types.set(type.name, type);
    }
    for (const name of model.callables ?? []) callables.add(name);
    for (const problem of model.problems) problems.set(JSON.stringify(problem), problem);
  }
  const nullableByOption = projects.some(({ model }) => model.nullableByOption === true);
  return { roots, types, modules, callables, nullableByOption, problems: [...problems.values()] };
}

const moduleOf = (name: string): string => name.slice(0, name.indexOf('#'));
