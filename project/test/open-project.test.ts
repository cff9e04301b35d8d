import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProject } from '../src/open-project.ts';
import { temporaryFolder } from './temporary.ts';

const PROGRAM = { 'package.json': '{}', 'tsconfig.json': '{}', 'src/app.ts': 'export let count = 1;\n' };

/** A folder with a past and a future version, and this `timeferry.json` in the future one. */
function versions(settings: unknown): string {
  const files: Record<string, string> = { 'future/timeferry.json': JSON.stringify(settings) };
  for (const version of ['past', 'future']) {
    for (const [path, text] of Object.entries(PROGRAM)) files[`${version}/${path}`] = text;
  }
  return temporaryFolder(files);
}

test('flags are laid over timeferry.json, and each path starts where it is written', () => {
  const folder = versions({ past: '../past', transfer: 'transfer', timeout: 5000, memory: 100 });
  const { past, future, settings } = openProject({ future: 'future', memory: 200, dump: 'dump' }, folder);
  expect(past.root).toBe(join(folder, 'past'));
  expect(future.root).toBe(join(folder, 'future'));
  expect(settings).toMatchObject({ timeout: 5000, memory: 200 });
  expect(settings.transfer).toBe(join(folder, 'future/transfer'));
  expect(settings.dump).toBe(join(folder, 'dump'));
});

test('in a folder with timeferry.json no flag is needed', () => {
  const folder = versions({ past: '../past' });
  expect(openProject({}, join(folder, 'future')).future.root).toBe(join(folder, 'future'));
});

test.each([
  ['no future version', {}, {}, /^Which version is the new one\?/],
  ['no past version', { future: 'future' }, {}, /^Which version runs now\?/],
  ['an unknown setting', { future: 'future' }, { pasts: 'x' }, /has a setting "pasts" that Timeferry does not know/],
  ['a text for a number', { future: 'future' }, { timeout: '1' }, /"timeout" in .* must be a whole number above zero/],
  ['a text for a switch', { future: 'future' }, { launch: 'yes' }, /must be true or false/],
  ['a text for a list', { future: 'future' }, { allow: 'write' }, /must be a list of texts/],
  ['a decision without a reason', { future: 'future' }, { decisions: [{ state: 'a#b' }] }, /each with a reason/],
  ['settings that are a list', { future: 'future' }, [], /holds no object/],
])('%s gives one sentence', (_, flags, settings, message) => {
  const folder = versions(settings);
  expect(() => openProject(flags, folder)).toThrow(message);
});

test('settings that are no JSON give one sentence with the file', () => {
  const folder = temporaryFolder({ ...PROGRAM, 'timeferry.json': '{ past' });
  expect(() => openProject({ future: '.' }, folder)).toThrow(/timeferry\.json is not JSON/);
});
