import { InMemoryFileSystemHost } from 'ts-morph';
import { ParsedDeclarations } from '../../src/compiler-host.ts';
import { diffModels } from '../../src/diff-programs.ts';
import { type DiffReport, diffReport } from '../../src/diff-report.ts';
import { openProgram, type Program } from '../../src/open-program.ts';
import type { StateDiff } from '../../src/state-diff.ts';

/** Sources of one version by path. */
export type Sources = Readonly<Record<string, string>>;

const OPTIONS = {
  target: 'ES2022',
  lib: ['ES2022'],
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  strict: true,
  types: [],
  noEmit: true,
};

const declarations = new ParsedDeclarations();

/** Opens sources that exist in memory only. */
export function openSources(sources: Sources, options: object = {}): Program {
  const fileSystem = new InMemoryFileSystemHost();
  const config = { compilerOptions: { ...OPTIONS, ...options }, include: ['src'] };
  fileSystem.writeFileSync('/app/tsconfig.json', JSON.stringify(config));
  fileSystem.writeFileSync('/app/package.json', '{ "name": "app", "type": "module" }');
  for (const [path, text] of Object.entries(sources)) fileSystem.writeFileSync(`/app/${path}`, text);
  return openProgram({ root: '/app', fileSystem, declarations });
}

export function diffSources(
  past: Sources,
  future: Sources,
  options: { past?: object; future?: object } = {},
): StateDiff {
  return diffModels(openSources(past, options.past).model(), openSources(future, options.future).model());
}

export function reportSources(...versions: Parameters<typeof diffSources>): DiffReport {
  return diffReport(diffSources(...versions));
}
