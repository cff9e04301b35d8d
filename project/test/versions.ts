import { openProject, type Project } from '../src/open-project.ts';
import type { Settings } from '../src/settings.ts';
import { temporaryFolder } from './temporary.ts';

const TSCONFIG = JSON.stringify({
  compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, types: [] },
  include: ['src'],
});

/** A folder with `past` and `future`, each one module `src/app.ts`, and both opened as a project. */
export function twoVersions(
  past: string,
  future: string,
  settings: Settings = {},
): { folder: string; project: Project } {
  const files: Record<string, string> = {};
  for (const [name, text] of Object.entries({ past, future })) {
    files[`${name}/package.json`] = JSON.stringify({ name: 'program', type: 'module' });
    files[`${name}/tsconfig.json`] = TSCONFIG;
    files[`${name}/src/app.ts`] = text;
  }
  const folder = temporaryFolder(files);
  return { folder, project: openProject({ past: 'past', future: 'future', ...settings }, folder) };
}
