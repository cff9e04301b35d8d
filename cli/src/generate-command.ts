import { join, relative } from 'node:path';
import { generateVersions } from '@timeferry/project/generate-versions';
import type { Project } from '@timeferry/project/open-project';
import type { Terminal } from './terminal.ts';

/** `timeferry generate`: says which files it wrote, and what the author should know. */
export async function runGenerate(project: Project, { out, paint }: Terminal): Promise<number> {
  const { folder, written, notes } = generateVersions(project);
  const place = relative(process.cwd(), folder) || '.';
  for (const name of written) await out(`${paint('green', 'wrote')} ${join(place, name)}\n`);
  if (written.length === 0) await out(`${place} is up to date.\n`);
  for (const note of notes) await out(`${paint('yellow', 'note')} ${note}\n`);
  return 0;
}
