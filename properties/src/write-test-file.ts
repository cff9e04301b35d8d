import { posix } from 'node:path';
import { member } from '@timeferry/analysis/generate/field-key';
import { quote } from '@timeferry/analysis/generate/print-type';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import type { Counterexample } from './check-subject.ts';
import { printCounterexample } from './describe-counterexample.ts';
import { isStrict } from './judge-journey.ts';
import type { Subject } from './subject.ts';
import { typeTest } from './type-test.ts';

/** What a saved test needs to know of where things are. */
export interface TestPlaces {
  /** The transfer folder as seen from the folder of the tests, with `/`. */
  readonly transfer: string;
  /** Path of the live value that it was found with; an arbitrary one has none. */
  readonly live?: string;
}

/**
 * A counterexample as a test for `node --test` that needs no package; `null` where no mapper's code is to blame. It runs
 * the mapper alone: fields that did not change are filled as the transfer fills them, values of other types handed on.
 */
export function writeTestFile(
  found: Counterexample,
  subject: Subject,
  diff: StateDiff,
  plan: TransferPlan,
  places: TestPlaces,
): string | null {
  const { mapper, target } = subject;
  const module = plan.mappers.find(({ name }) => name === mapper?.module);
  if (!mapper || !module) return null;
  const way = found.direction === 'forward' ? 'to the future version and back' : 'to the past version and back';
  const lines = [
    places.live === undefined
      ? `// A value for which the mapper of ${target} does not keep its law, "${subject.law}".`
      : `// The smallest part of the live value at ${places.live} that the mapper of ${target} spoils.`,
    `// Written by \`timeferry ${places.live === undefined ? 'check' : 'rehearse'} --save-tests\`. Where Node does not run TypeScript by itself: node --import tsx --test`,
    "import assert from 'node:assert/strict';",
    "import test from 'node:test';",
    module.path === null ? inlined(module.code, mapper.export) : imported(module.name, mapper.export, places),
    '',
    subject.for === 'root' ? FERRY : `${FERRY}\n${MOVE}`,
    `test(${quote(`${target} ${way}`)}, () => {`,
    ...body(found, subject, diff, plan).map((line) => (line === '' ? '' : `  ${line}`)),
    '});',
  ];
  return `${lines.join('\n')}\n`;
}

function imported(name: string, exported: string, { transfer }: TestPlaces): string {
  const path = posix.join(transfer, name);
  return `import { ${exported} as mapper } from ${quote(path.startsWith('.') ? path : `./${path}`)};`;
}

/** A default that nobody has written down stands in the test as it runs. */
function inlined(code: string, exported: string): string {
  return `\nconst exports = {};\n${code}\nconst mapper = exports.${exported};`;
}

function body(found: Counterexample, subject: Subject, diff: StateDiff, plan: TransferPlan): string[] {
  const { direction } = found;
  const [here, far] = direction === 'forward' ? (['past', 'future'] as const) : (['future', 'past'] as const);
  const [there, back] = direction === 'forward' ? ['forward', 'backward'] : ['backward', 'forward'];
  const { declarations, expression } = printCounterexample(found, subject, diff);
  const carried = carriedFields(subject, plan, here, far);
  const [away, home] =
    subject.for === 'root'
      ? [`mapper.${there}(start, ferry)`, `mapper.${back}(away, ferry)`]
      : [
          `move(start, '${there}', ${JSON.stringify(carried)})`,
          `move(away, '${back}', ${JSON.stringify(carried.map(([from, to]) => [to, from]))})`,
        ];
  const checked = subject.for === 'root' ? rootTests(subject, diff, far) : fieldTests(subject, diff, plan, far);
  const promises = isStrict(subject, direction)
    ? ["assert.deepEqual([...lost], [], 'a guard does not hold');"]
    : [
        subject.for === 'root'
          ? 'if (lost.size > 0) return;'
          : 'for (const object of [...start, ...home]) for (const field of lost) delete object[field];',
      ];
  // Functions and symbols are equal to themselves only.
  const canBeMadeTwice = !/=>|\bSymbol\(/.test([...declarations, expression].join('\n'));
  const made = canBeMadeTwice
    ? ['const make = () => {', ...declarations.map((line) => `  ${line}`), `  return ${expression};`, '};']
    : [...declarations, `const start = ${expression};`];
  // What a mapper changes in place is seen in a value that it was not given.
  const both = canBeMadeTwice
    ? ['const start = make();', `const away = ${away.replace('start', 'make()')};`]
    : [`const away = ${away};`];
  return [...made, ...both, `const home = ${home};`, ...promises, ...checked, 'assert.deepEqual(home, start);'];
}

/** That what the mapper fills is of its type in the other version. */
function fieldTests({ target }: Subject, diff: StateDiff, plan: TransferPlan, far: 'past' | 'future'): string[] {
  const pair = plan.types.find((type) => type.key === target);
  const declared = diff[far].types.get(pair?.[far] ?? '')?.fields ?? [];
  const filled = new Set(pair?.fields.filter(({ how }) => how === 'map').map((field) => field[far]));
  return declared
    .filter(({ name }) => filled.has(name))
    .flatMap(({ name, type, optional }) => {
      const test = typeTest(member('each', name), type, diff[far]);
      if (test === null) return [];
      const given = `lost.has(${quote(name)})${optional ? ` || !Object.hasOwn(each, ${quote(name)})` : ''}`;
      return [`for (const each of away) assert.ok(${given} || ${test}, ${quote(`${name} is not of its type`)});`];
    });
}

function rootTests(subject: Subject, diff: StateDiff, far: 'past' | 'future'): string[] {
  const test = typeTest('away', subject[far], diff[far]);
  return test === null ? [] : [`assert.ok(lost.size > 0 || ${test}, 'it is not of its type');`];
}

function carriedFields(
  { target }: Subject,
  plan: TransferPlan,
  here: 'past' | 'future',
  far: 'past' | 'future',
): (readonly [string, string])[] {
  const fields = plan.types.find((type) => type.key === target)?.fields ?? [];
  return fields.flatMap((field) => {
    const [from, to] = [field[here], field[far]];
    return field.how === 'carry' && from !== null && to !== null ? [[from, to] as const] : [];
  });
}

const FERRY = `/** Fields whose value a guard has given up. */
const lost = new Set();
const made = new Map();

/** Stands in for the rest of the transfer. */
const ferry = {
  carry: (value) => value,
  once(source, label, make) {
    if (source === undefined) return undefined;
    const byLabel = made.get(source) ?? new Map();
    made.set(source, byLabel);
    if (!byLabel.has(label)) byLabel.set(label, make(source));
    return byLabel.get(label);
  },
  is: () => true,
  initial: () => undefined,
  guard(holds, field) {
    if (!holds) lost.add(field);
    return holds;
  },
};
`;

const MOVE = `/** Fills the fields that did not change, by their names in both versions, and has the mapper fill the others. */
function move(objects, direction, carried) {
  const moved = new Map();
  for (const object of objects) {
    if (moved.has(object)) continue;
    const own = carried.filter(([name]) => Object.hasOwn(object, name));
    moved.set(object, Object.fromEntries(own.map(([name, renamed]) => [renamed, object[name]])));
  }
  for (const [object, target] of moved) mapper[direction](object, target, ferry);
  return objects.map((object) => moved.get(object));
}
`;
