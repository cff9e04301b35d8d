import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InMemoryFileSystemHost } from 'ts-morph';
import { ParsedDeclarations } from '../../analysis/src/compiler-host.ts';
import { diffModels } from '../../analysis/src/diff-programs.ts';
import { openProgram } from '../../analysis/src/open-program.ts';
import { buildPlan } from '../../analysis/src/plan/build-plan.ts';
import type { StateDiff } from '../../analysis/src/state-diff.ts';
import type { StateModel } from '../../analysis/src/state-model.ts';
import { type CheckContext, checkSubject, type SubjectResult } from '../src/check-subject.ts';
import { scratchPlace } from '../src/scratch-place.ts';
import { subjectsOf } from '../src/subject.ts';

/** Texts by path relative to the version's root. */
export type Sources = Readonly<Record<string, string>>;

const TSCONFIG = {
  compilerOptions: { strict: true, module: 'nodenext', target: 'es2022', lib: ['es2023'] },
  include: ['src'],
};

const declarations = new ParsedDeclarations();

/** The diff of two versions in memory; settings are laid over a strict configuration. */
export function diffSources(
  past: Sources,
  future: Sources,
  settings: { past?: object; future?: object } = {},
): StateDiff {
  return diffModels(readModel(past, settings.past), readModel(future, settings.future));
}

function readModel(sources: Sources, settings: object = {}): StateModel {
  const fileSystem = new InMemoryFileSystemHost();
  fileSystem.writeFileSync('/app/package.json', '{ "type": "module" }');
  fileSystem.writeFileSync('/app/tsconfig.json', JSON.stringify(merged(settings)));
  for (const [file, text] of Object.entries(sources)) fileSystem.writeFileSync(`/app/${file}`, text);
  return openProgram({ root: '/app', fileSystem, declarations }).model();
}

function merged(settings: { compilerOptions?: object }): object {
  return { ...TSCONFIG, ...settings, compilerOptions: { ...TSCONFIG.compilerOptions, ...settings.compilerOptions } };
}

/** Checks all that the transfer of a diff converts, in this process; results by target. */
export function checkAll(
  diff: StateDiff,
  options: { runs?: number; seed?: number; transferFiles?: ReadonlyMap<string, string> } = {},
): Map<string, SubjectResult> {
  const { runs = 60, seed = 1, transferFiles = new Map() } = options;
  const { plan } = buildPlan({ diff, transferFiles, transferRoot: null });
  const folder = mkdtempSync(join(scratchPlace(), 'ferry-properties-'));
  try {
    const subjects = subjectsOf(diff, plan);
    const targets = new Set(subjects.map((subject) => subject.target));
    const context: CheckContext = { diff, plan, targets, folder };
    return new Map(subjects.map((subject) => [subject.target, checkSubject(subject, context, { seed, runs })]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
