import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPlan } from '../../src/plan/build-plan.ts';
import { TransferDisk } from '../support/transfer-disk.ts';
import { load, TestFerry, TwoVersions } from './two-versions.ts';

const past = {
  'src/model.ts': `export enum Level { Low, High }
export interface Note { text: string }
export interface Session {
  readonly id: number;
  /** Cents. */
  cents: number;
  level: Level;
  notes: Set<Note>;
  nickname?: string;
  legacy: string;
}
export class Store {
  private sessions = new Map<string, Session>();
  #hits = 0;
  seen: Date = new Date(0);
  hit() { this.#hits += 1; return this.sessions; }
}`,
  'src/app.ts': `import { randomUUID } from 'node:crypto';
import { Store } from './model.js';
export const store = new Store();
export let revenue = 0;
export const token = () => { revenue += 1; return randomUUID(); };`,
};
const future = {
  'src/model.ts': `export enum Level { High, Low }
export interface Note { text: string }
export interface Session {
  readonly id: bigint;
  cents: bigint;
  level: Level;
  notes: Note[];
  nickname: string | null;
  region: string;
}
export class Store {
  #sessions = new Map<string, Session>();
  #hits = 0n;
  seen: string = new Date(0).toISOString();
  tags: Map<string, Note> = new Map<string, Note>();
  hit() { this.#hits += 1n; return this.#sessions; }
}`,
  'src/app.ts': past['src/app.ts'].replace('= 0;', '= 0n;').replace('+= 1;', '+= 1n;'),
};

const versions = new TwoVersions(past, future, null);
const { files } = versions.generate();
const model = files.get('src/model.ts')!;
const written = new Map([...files, ['src/model.ts', model.replaceAll(/= TODO_\w+/g, "= '' as never")]]);

test('what the diff finds is generated so that only the stubs are left to write', () => {
  const wrong = versions.check(files).filter((problem) => !problem.message.includes('is not written yet'));
  expect(wrong, model).toEqual([]);
  expect(versions.check(files).length).toBeGreaterThan(0);
  expect(versions.check(written)).toEqual([]);
});

test('objects of the changed types go there and back', () => {
  const { session, store } = load('src/model.ts', written.get('src/model.ts')!);
  const note = { text: 'n' };
  const there: Record<string, unknown> = {};
  const back: Record<string, unknown> = {};
  const before = { id: 1, cents: 250, level: 1, notes: new Set([note]), nickname: 'n' };
  session!.forward({ ...before, legacy: 'x' }, there, new TestFerry());
  expect(there).toMatchObject({ id: 1n, cents: 250n, level: 0, notes: [note] });
  session!.backward(there, back, new TestFerry());
  expect(back).toMatchObject({ id: 1, cents: 250, level: 1, notes: new Set([note]) });
  const stored: Record<string, unknown> = {};
  store!.forward({ '#hits': 7, seen: new Date(5) }, stored, new TestFerry());
  expect(stored).toEqual({ '#hits': 7n, seen: new Date(5).toISOString(), tags: new Map() });
});

test('what the plan lacks is what has a stub', () => {
  const stubs = new Set([...model.matchAll(/TODO_(\w+)/g)].map((match) => match[1]));
  const { missing } = buildPlan({ diff: versions.diff, transferFiles: files, transferRoot: '/future/transfer' });
  expect(new Set(missing.map(({ name }) => name.slice(name.lastIndexOf('.') + 1)))).toEqual(stubs);
  expect(stubs).toContain('region');
});

test('generating again changes nothing', () => {
  expect([...versions.generate(written).files].toSorted()).toEqual([...written].toSorted());
});

test('a class that only the default export names is not imported by its own name', () => {
  const source = (type: string) => `export default class Box { size: ${type} = 0${type === 'bigint' ? 'n' : ''}; }
export const boxes: Box[] = [];`;
  const boxes = new TwoVersions({ 'src/box.ts': source('number') }, { 'src/box.ts': source('bigint') }, null);
  const made = boxes.generate().files;
  expect(made.get('src/box.ts')).toContain('size');
  expect(boxes.check(made), made.get('src/box.ts')).toEqual([]);
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'timeferry-generate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('plain tsc checks the folder against both versions', { timeout: 120_000 }, () => {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [file, text] of Object.entries(past)) write(`past/${file}`, text);
  for (const [file, text] of Object.entries(future)) write(`future/${file}`, text);
  const tsc = (texts: ReadonlyMap<string, string>) => {
    for (const [file, text] of texts) write(`future/transfer/${file}`, text);
    const bin = join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [bin, '-p', join(folder, 'future/transfer')], { encoding: 'utf8' });
    return stdout.split('\n').filter((line) => line !== '');
  };
  expect(tsc(written)).toEqual([]);
  const stubs = tsc(files);
  expect(stubs.length).toBeGreaterThan(0);
  for (const line of stubs) expect(line).toMatch(/Cannot find name 'TODO_/);
});

test('a field that another module adds is part of the view, which imports the own module of the type only', () => {
  const sources = (type: string) => ({
    'src/model.ts': 'export interface Room { id: string }',
    'src/extra.ts': `declare module './model.js' { interface Room { seats: ${type} } }\nexport {};`,
    'src/app.ts': "import './extra.js';\nimport type { Room } from './model.js';\nexport const rooms: Room[] = [];",
  });
  const disk = new TransferDisk({ past: sources('bigint'), future: sources('string') });
  const generated = disk.generate(new Map());
  expect(disk.check(generated)).toEqual([]);
  expect(generated.get('src/model.ts')).toContain('Writable<Past.Room> & { seats: bigint }');
});
