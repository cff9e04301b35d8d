import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateVersions } from '../src/generate-versions.ts';
import { openProject } from '../src/open-project.ts';
import { temporaryFolder } from './temporary.ts';

const SAMPLES = join(import.meta.dirname, '../../samples');

const modulesOf = (folder: string) =>
  readdirSync(join(folder, 'src')).map((file) => [file, readFileSync(join(folder, 'src', file), 'utf8')] as const);

test.each(['chat', 'shop'])(
  'generated again, the transfer of %s stays as it is, and says what a new one says',
  (name) => {
    const folder = temporaryFolder();
    cpSync(join(SAMPLES, name), folder, { recursive: true });
    const open = (out: string) => openProject({ past: 'past', future: 'future', out }, folder);
    generateVersions(open('transfer'));
    const written = new Map(modulesOf(join(folder, 'transfer')));
    expect(written).toEqual(new Map(modulesOf(join(SAMPLES, name, 'transfer'))));

    generateVersions(open('fresh'));
    const differing = modulesOf(join(folder, 'fresh')).flatMap(([file, text]) => {
      const known = new Set(written.get(file)?.split('\n'));
      return text.split('\n').filter((line) => !known.has(line));
    });
    // What the author wrote stands for one stub and the comment above it.
    expect(differing).toEqual([expect.stringContaining('Nothing gives its value'), expect.stringContaining('TODO_')]);
    const ferry = (of: string) => readFileSync(join(of, 'ferry.ts'), 'utf8');
    expect(ferry(join(SAMPLES, name, 'transfer'))).toBe(ferry(join(folder, 'fresh')));
  },
);
