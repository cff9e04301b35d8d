import { expect, test } from 'vitest';
import { readArguments } from '../src/arguments.ts';

test('flags become settings of the same name', () => {
  const words = 'rehearse --past git:v1 --future=. --pid 42 --past-run'.split(' ');
  expect(readArguments([...words, 'node dist/a.js', '--json'])).toEqual({
    kind: 'run',
    command: 'rehearse',
    flags: { past: 'git:v1', future: '.', pid: 42, 'past-run': 'node dist/a.js', json: true },
  });
});

test('--entry takes several files, repeated or in a row', () => {
  const entriesOf = (words: string) => readArguments(words.split(' '));
  expect(entriesOf('diff --entry a.ts b.ts --past x')).toMatchObject({ flags: { entry: ['a.ts', 'b.ts'] } });
  expect(entriesOf('diff --entry a.ts --entry b.ts')).toMatchObject({ flags: { entry: ['a.ts', 'b.ts'] } });
});

test.each([
  [[], null],
  [['--help'], null],
  [['check', '--help'], 'check'],
  [['check', '-h'], 'check'],
])('%j asks for help', (argv, command) => {
  expect(readArguments(argv)).toEqual({ kind: 'help', command });
});

test.each([
  [['difff'], 'There is no command "difff"; try "timeferry --help".'],
  [['--json'], 'There is no flag "--json"; try "timeferry --help".'],
  [['diff', '--pid', '1'], `Unknown option '--pid'; try "timeferry diff --help".`],
  [['diff', 'past', 'future'], '"timeferry diff" takes no argument "past"; try "timeferry diff --help".'],
  [['diff', '--past'], `Option '--past <value>' argument missing; try "timeferry diff --help".`],
  [['rehearse', '--pid', 'x'], '--pid needs a whole number above zero, not "x".'],
  [['rehearse', '--timeout', '0'], '--timeout needs a whole number above zero, not "0".'],
])('%j is refused with one sentence', (argv, message) => {
  expect(() => readArguments(argv)).toThrow(expect.objectContaining({ name: 'UserError', message }));
});
