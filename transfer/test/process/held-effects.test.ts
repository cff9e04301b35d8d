import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bootHeld, type HeldProcess } from '../../src/held-process.ts';
import { evaluate } from '../../src/inspector-evaluate.ts';
import { readProcessStatus } from '../../src/process-facts-proc.ts';
import { leftovers } from './leaks.ts';
import { type Program, writeProgram } from './program.ts';

// Programs that try hard to reach the world. Each effect that gets through is one that a rehearsal would have had.

let before: ReturnType<typeof leftovers>;
let program: Program | undefined;
let held: HeldProcess | undefined;

beforeEach(() => {
  before = leftovers();
});

afterEach(async () => {
  await held?.end();
  held = undefined;
  await program?.[Symbol.asyncDispose]();
  await expect.poll(leftovers).toEqual(before);
});

/** Boots a program whose `main.mjs` notes in `seen` what each of its tries gives, and gives those notes and the held effects. */
async function attempt(
  tries: Record<string, string>,
  allow: readonly string[] = [],
  more: Record<string, string> = {},
) {
  const main = `
    import fs from 'node:fs';
    import fsp from 'node:fs/promises';
    import cp from 'node:child_process';
    import dns from 'node:dns';
    import inspector from 'node:inspector';
    import os from 'node:os';
    const seen = globalThis.seen = {};
    const attempt = async (name, run) => {
      const late = new Promise((resolve) => setTimeout(resolve, 100, 'waits'));
      try { seen[name] = await Promise.race([run(), late]); } catch (error) { seen[name] = error.message; }
    };
    ${Object.entries(tries)
      .map(([name, code]) => `await attempt(${JSON.stringify(name)}, async () => { ${code} });`)
      .join('\n')}
    setInterval(() => {}, 1000);
  `;
  program = await writeProgram({ 'main.mjs': main, 'data/kept.txt': 'kept', 'data/old.txt': 'old', ...more });
  const digest = digestOf(program.root);
  held = await bootHeld({
    version: 'future',
    root: program.root,
    command: ['node', 'main.mjs'],
    entry: undefined,
    env: process.env,
    timeoutMs: 20_000,
    outputLimit: 10_000,
    allow,
    hold: true,
  });
  const seen = await evaluate<Record<string, unknown>>(held.session, 'seen');
  const effects = (await held.held()).map(({ kind, what }) => `${kind} ${what.replace(`${program!.root}/`, '')}`);
  return { seen, effects, held, isUntouched: () => digestOf(program!.root) === digest };
}

/** Names, contents and modes of all files of a folder. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).toSorted(byPath)) {
    const path = join(entry.parentPath, entry.name);
    hash.update(`${path} ${statSync(path).mode} ${entry.isFile() ? readFileSync(path, 'utf8') : ''}\n`);
  }
  return hash.digest('hex');
}

const byPath = (one: { parentPath: string; name: string }, other: { parentPath: string; name: string }): number =>
  join(one.parentPath, one.name) < join(other.parentPath, other.name) ? -1 : 1;

test('every way to write a file is held, and read back', async () => {
  const { seen, isUntouched } = await attempt({
    writev: `const fd = fs.openSync('data/a', 'w'); fs.writevSync(fd, [Buffer.from('x')]); fs.closeSync(fd); return fs.readFileSync('data/a', 'utf8');`,
    update: `const fd = fs.openSync('data/kept.txt', 'r+'); fs.writeSync(fd, 'K'); fs.closeSync(fd); return fs.readFileSync('data/kept.txt', 'utf8');`,
    handle: `const file = await fsp.open('data/b', 'w'); await file.write('x'); await file.appendFile('y'); await file.close(); return fsp.readFile('data/b', 'utf8');`,
    stream: `const stream = fs.createWriteStream('data/c', { flags: 'a' }); await new Promise((done) => stream.end('x', done)); return fs.readFileSync('data/c', 'utf8');`,
    append: `await fsp.appendFile('data/kept.txt', '!'); return fsp.readFile('data/kept.txt', 'utf8');`,
    rename: `fs.renameSync('data/old.txt', 'data/new.txt'); return fs.readFileSync('data/new.txt', 'utf8');`,
    folders: `fs.mkdirSync('data/deep/er', { recursive: true }); fs.writeFileSync('data/deep/er/f', 'x'); return fs.readdirSync('data/deep/er');`,
    links: `fs.symlinkSync('kept.txt', 'data/link'); fs.linkSync('data/kept.txt', 'data/hard'); fs.chmodSync('data/kept.txt', 0o777);`,
    copy: `fs.cpSync('data', 'copy', { recursive: true }); fs.truncateSync('data/kept.txt', 0); return fs.readFileSync('data/kept.txt', 'utf8');`,
    remove: `fs.rmSync('data/b'); await fsp.unlink('data/a'); return fs.existsSync('data/a');`,
    reports: `process.report.writeReport('r.json'); (await import('node:v8')).writeHeapSnapshot('heap'); (await import('node:trace_events')).createTracing({ categories: ['v8'] }).enable();`,
  });
  expect(seen).toMatchObject({
    ...{ writev: 'x', update: 'Kept', handle: 'xy', stream: 'x', append: 'Kept!', rename: 'old', folders: ['f'] },
    ...{ copy: '', remove: false },
  });
  expect(isUntouched()).toBe(true);
});

test('a folder lists what the disk has and what was written over it; the program may work in a folder that it made', async () => {
  const { seen, isUntouched } = await attempt({
    sync: `fs.writeFileSync('data/new.txt', 'x'); fs.rmSync('data/old.txt'); return fs.readdirSync('data').toSorted();`,
    later: `return (await fsp.readdir('data', { withFileTypes: true })).map((entry) => entry.name + entry.isFile()).toSorted();`,
    callback: `return new Promise((done) => fs.readdir('data', (_, names) => done(names.toSorted())));`,
    again: `fs.writeFileSync('data/old.txt', 'x'); return fs.readdirSync('data').toSorted();`,
    gone: `fs.rmSync('data', { recursive: true }); try { return fs.readdirSync('data'); } catch (error) { return error.code; }`,
    move: `fs.mkdirSync('inside'); process.chdir('inside'); fs.writeFileSync('f', 'f'); return process.cwd().endsWith('/inside') + fs.readFileSync('f', 'utf8') + fs.readFileSync('../main.mjs').length;`,
  });
  const listed = ['kept.txt', 'new.txt'];
  expect(seen).toMatchObject({
    ...{ sync: listed, later: ['kept.txttrue', 'new.txttrue'], callback: listed },
    ...{ again: ['kept.txt', 'new.txt', 'old.txt'] },
    move: expect.stringMatching(/^truef\d+$/),
  });
  expect(isUntouched()).toBe(true);
});

test('a database is written as a copy, and read back', async () => {
  const { seen, isUntouched } = await attempt(
    {
      database: `
        const sqlite = process.getBuiltinModule('node:sqlite');
        if (sqlite === undefined) return 'none here';
        for (const sql of ['create table t (a)', 'insert into t values (1)']) {
          const database = new sqlite.DatabaseSync('data/some.db');
          database.exec(sql);
          database.close();
        }
        return new sqlite.DatabaseSync('data/some.db', { readOnly: true }).prepare('select a from t').all().length;`,
    },
    [],
    { 'data/some.db': '' },
  );
  expect([1, 'none here']).toContain(seen['database']);
  expect(isUntouched()).toBe(true);
});

test('signals, also by the way below, are held; one that the program sends to itself and takes itself is not', async () => {
  const { seen, effects } = await attempt({
    kill: `return process.kill(process.ppid, 'SIGUSR2');`,
    below: `return process._kill(process.ppid, os.constants.signals.SIGUSR2);`,
    group: `return process.kill(-process.ppid, 'SIGUSR2');`,
    self: `const taken = new Promise((resolve) => process.once('SIGUSR2', resolve)); process.kill(process.pid, 'SIGUSR2'); return taken;`,
    debug: `process._debugProcess(process.ppid);`,
  });
  expect(seen).toMatchObject({ kill: true, below: 0, group: true, self: 'SIGUSR2' });
  const { pid } = process;
  expect(effects).toEqual(
    expect.arrayContaining([`signal SIGUSR2 to ${pid}`, `signal SIGUSR2 to -${pid}`, `signal SIGUSR1 to ${pid}`]),
  );
});

test('the program keeps away from the inspector of the rehearsal', async () => {
  const {
    seen,
    effects,
    held: process,
  } = await attempt({
    open: `inspector.open(0); return inspector.url() !== undefined;`,
    close: `inspector.close(); return inspector.url() === undefined;`,
    session: `const session = new inspector.Session(); session.connect(); session.disconnect(); return true;`,
  });
  expect(seen).toEqual({ open: true, close: true, session: true });
  expect(effects).toContain('listen inspector 127.0.0.1:0');
  expect(await evaluate(process.session, '1 + 1')).toBe(2);
});

test('name servers are asked neither for names nor for addresses', async () => {
  const { seen, effects } = await attempt({
    address: `return new Promise((done) => dns.reverse('192.0.2.1', done));`,
    service: `return new Promise((done) => dns.lookupService('192.0.2.1', 80, done));`,
    resolver: `return new dns.promises.Resolver().resolveTxt('a.invalid');`,
  });
  expect(seen).toEqual({ address: 'waits', service: 'waits', resolver: 'waits' });
  expect(effects).toEqual(expect.arrayContaining(['dns 192.0.2.1', 'dns a.invalid']));
});

test('native code is noted', async () => {
  const { effects } = await attempt({
    addon: `process.dlopen({ exports: {} }, '/nowhere/some.node');`,
    binding: `process.binding('fs');`,
  });
  expect(effects).toEqual(expect.arrayContaining(['native code some.node', "native code process.binding('fs')"]));
});

test('a child process that is allowed ends with the rehearsal, also a detached one', async () => {
  const { seen, held: process } = await attempt(
    { child: `return cp.spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).pid;` },
    ['child process'],
  );
  const pid = seen['child'] as number;
  // One that nobody has collected yet is dead all the same.
  const lives = () => !['Z', undefined].includes(readProcessStatus(pid)?.state);
  expect(lives()).toBe(true);
  await process.end();
  await expect.poll(lives).toBe(false);
});

test('a flood of output is read and dropped', async () => {
  const { held: process } = await attempt({ flood: `fs.writeSync(1, 'flood '.repeat(100_000));` });
  expect(process.output.exceeded).toBe(true);
  expect(process.output.stdout.length).toBeLessThanOrEqual(10_000);
});
