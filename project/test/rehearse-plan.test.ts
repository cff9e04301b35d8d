import { expect, test } from 'vitest';
import { diffVersions } from '../src/diff-versions.ts';
import { planOf } from '../src/rehearse-versions.ts';
import { twoVersions } from './versions.ts';

test('a rehearsal moves what a standing decision settles as it says', () => {
  const module = (field: string) =>
    `export interface Item { id: string; ${field} }\nexport const items: Item[] = [];\nexport const add = (item: Item) => items.push(item);`;
  const fieldsOf = (decided: readonly string[]) => {
    const decisions = decided.map((name) => ({ state: `src/app.ts#Item.${name}`, reason: 'They are other things.' }));
    const { project } = twoVersions(module('mail: string'), module('email: string'), { decisions });
    const [type] = planOf(diffVersions(project), project).types;
    return type!.fields.map(({ past, future, how, transient }) => [past, future, how, transient ?? '']);
  };
  expect(fieldsOf([]).slice(1)).toEqual([
    ['mail', null, 'undecided', ''],
    [null, 'email', 'undecided', ''],
  ]);
  expect(fieldsOf(['mail', 'email']).slice(1)).toEqual([
    ['mail', null, 'drop', ''],
    [null, 'email', 'new', 'They are other things.'],
  ]);
});
