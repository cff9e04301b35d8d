import { expect, test } from 'vitest';
import { readRequest } from '../src/rehearsal-request.ts';

test('an attach request takes the names of the command line, and a pid as a picker gives it', () => {
  const request = readRequest('attach', {
    pid: '4711',
    cwd: '/project',
    past: 'git:main',
    future: '.',
    transfer: 'transfer',
    pastRun: 'node old.js',
    'future-run': 'node new.js',
    timeout: 5000,
    memory: 256,
  });
  expect(request).toEqual({
    kind: 'attach',
    cwd: '/project',
    pid: 4711,
    env: {},
    past: 'git:main',
    future: '.',
    transfer: 'transfer',
    pastRun: 'node old.js',
    futureRun: 'node new.js',
    timeout: 5000,
    memory: 256,
  });
});

test('a launch request needs nothing, since timeferry.json may say it all', () => {
  expect(readRequest('launch', { cwd: '/project' })).toEqual({ kind: 'launch', cwd: '/project', pid: null, env: {} });
  expect(readRequest('launch', { env: { PORT: '0', DEBUG: null }, driver: 'node drive.mjs' })).toMatchObject({
    env: { PORT: '0', DEBUG: null },
    driver: 'node drive.mjs',
  });
});

test.each([
  ['attach', {}, 'Set "pid" to the id of the running past version.'],
  ['attach', { pid: 'node' }, '"pid" must be the id of a process, a whole number above 0, not "node".'],
  ['attach', { pid: -3 }, '"pid" must be the id of a process, a whole number above 0, not -3.'],
  ['attach', { pid: 1, past: 7 }, '"past" must be a text that is not empty, not 7.'],
  ['launch', { transfer: '  ' }, '"transfer" must be a text that is not empty, not "  ".'],
  ['launch', { timeout: 0 }, '"timeout" must be a number of milliseconds above 0, not 0.'],
  ['launch', { memory: '1G' }, '"memory" must be a number of megabytes above 0, not "1G".'],
  ['launch', { env: ['A=1'] }, '"env" must be an object of variables and their values.'],
  ['launch', { env: { A: 1 } }, '"env": the value of A must be a text, or null to remove the variable.'],
] as const)('a %s request with %j is refused in one sentence', (kind, given, sentence) => {
  expect(() => readRequest(kind, given)).toThrow(sentence);
});
