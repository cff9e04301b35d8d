import { describe, expect, test } from 'vitest';
import { rule } from '../support/rule.ts';
import { reportSources } from '../support/versions.ts';

const job = 'export interface Job { id: string; done: () => void }\nexport const jobs: Job[] = [];';

describe('functions-rebound', () => {
  const moved = (stored: string) => `
    ${job}
    - import { end } from './a.js';
    + import { end } from './b.js';
    export function add(id: string) { ${stored} }
    // file: src/a.ts
    export const a = [1];
    - export function end() {}
    // file: src/b.ts
    export const b = [1];
    + export function end() {}`;
  rule('a named function that moved to another module', moved('jobs.push({ id, done: end });'), { 'Job.done': 'same' });
  rule(
    'a method of a class that was renamed',
    `
    ${job}
    - export class Old { static end() {} x = 1 }
    + export class Fresh { static end() {} x = 1 }
    - export const all: Old[] = [];
    + export const all: Fresh[] = [];
    - export function add(id: string) { jobs.push({ id, done: Old.end }); }
    + export function add(id: string) { jobs.push({ id, done: Fresh.end }); }`,
    { 'Job.done': 'same' },
  );
  rule(
    'methods and start-up closures',
    `
    export interface Job { done: () => void }
    class Log { static write() {} }
    export const jobs: Job[] = [{ done: Log.write }, { done: () => {} }];`,
    { 'Job.done': 'same' },
  );
  rule(
    'a named function whose signature changed',
    `
    ${job}
    - function end() {}
    + function end(code = 1) { return code; }
    export function add(id: string) { jobs.push({ id, done: end }); }`,
    { 'Job.done': 'same' },
  );
  rule(
    'handlers that the program itself passes',
    `
    const handlers = new Set<() => void>();
    function subscribe(handler: () => void) { handlers.add(handler); }
    function onEnd() {}
    subscribe(onEnd);`,
    { handlers: 'same' },
  );
  rule(
    'an optional callback that nothing sets',
    'export interface T { cb?: () => void }\nexport const all: T[] = [];',
    { 'T.cb': 'same' },
  );
});

describe('closures-rebuilt', () => {
  rule(
    'a closure through a variable without a declared type',
    `
    ${job}
    export function add(id: string) { const made = { id, done: () => { void id; } }; jobs.push(made); }`,
    { 'Job.done': 'lossy' },
  );
  rule(
    'an arrow field of objects made later',
    `
    export class K { n = 1; go = () => { this.n += 1; }; }
    export const all: K[] = [];
    export function add() { all.push(new K()); }`,
    { 'K.go': 'lossy' },
  );
  rule(
    'a callback made by a factory after start-up',
    `
    ${job}
    function ending(id: string) { return () => { void id; }; }
    export function add(id: string) { jobs.push({ id, done: ending(id) }); }`,
    { 'Job.done': 'lossy' },
  );
  rule(
    'an assigned callback',
    `
    export let handler: () => void = () => {};
    export function listen(id: string) { handler = () => { void id; }; }`,
    { handler: 'lossy' },
  );
  rule(
    'made after start-up, the same captures',
    `
    export interface S { close: () => void }
    export const all: S[] = [];
    export function open(id: string) { const s: S = { close() { void id; } }; all.push(s); }`,
    { 'S.close': 'lossy' },
  );
});

describe('functions-refused', () => {
  rule(
    'another function of the same name that was there before',
    `
    ${job}
    - import { end } from './a.js';
    + import { end } from './b.js';
    export function add(id: string) { jobs.push({ id, done: end }); }
    // file: src/a.ts
    export const a = [1];
    - export function end() {}
    // file: src/b.ts
    export function end() {}`,
    { 'Job.done': 'refused' },
  );
  rule(
    'a named function that is gone',
    `
    ${job}
    - function end() {}
    - export function add(id: string) { jobs.push({ id, done: end }); }
    + function finish() {}
    + export function add(id: string) { jobs.push({ id, done: finish }); }`,
    { 'Job.done': 'refused' },
  );
  rule(
    'a closure that captures something else',
    `
    ${job}
    - export function add(id: string) { jobs.push({ id, done: () => { console; void id; } }); }
    + export function add(id: string, n: number) { jobs.push({ id, done: () => { void id; void n; } }); }`,
    { 'Job.done': 'refused' },
  );
  rule(
    'a captured variable of another type',
    `
    ${job}
    - export function add(id: string, n: number) { jobs.push({ id, done: () => { void n; } }); }
    + export function add(id: string, n: bigint) { jobs.push({ id, done: () => { void n; } }); }`,
    { 'Job.done': 'refused' },
  );
  rule(
    'a closure whose place is gone',
    `
    ${job}
    function end() {}
    - export function add(id: string) { jobs.push({ id, done: () => { void id; } }); }
    + export function add(id: string) { jobs.push({ id, done: end }); }`,
    { 'Job.done': 'refused' },
  );
  rule(
    'handlers of unknown origin',
    `
    const handlers = new Set<() => void>();
    export function subscribe(handler: () => void) { handlers.add(handler); }`,
    { handlers: 'refused' },
  );
  rule(
    'bound functions',
    `
    const handlers: (() => void)[] = [];
    export class K { go() {} start() { handlers.push(this.go.bind(this)); } }`,
    { handlers: 'refused' },
  );
});

describe('captured-variable', () => {
  rule('of an anonymous function', 'export const next = (() => { let n = 0; return () => n++; })();', {
    'next.n': 'same',
  });
  rule(
    'of a function that another one calls at start-up',
    `
    function counter() { let n = 0; return () => n++; }
    function boot() { return counter(); }
    export const next = boot();`,
    { 'counter.n': 'same' },
  );
  rule(
    'of handlers set up by main',
    `
    declare function every(ms: number, run: () => void): void;
    function main() { let ticks = 0; const limit = 5; every(limit, () => { ticks += 1; }); }
    main();`,
    { 'main.ticks': 'same', 'main.limit': 'absent' },
  );
  rule(
    'parameters included',
    'function by(step: number) { let n = 0; return () => (n += step); }\nexport const next = by(2);',
    {
      'by.n': 'same',
      'by.step': 'same',
    },
  );
  rule('of a function that runs later only are no roots', 'export function by() { let n = 0; return () => n++; }', {
    'by.n': 'absent',
  });
  rule(
    'not of what is done when the call returns',
    'function sum(a: number[]) { let n = 0; a.forEach((x) => { n += x; }); return n; }\nexport const all = [sum([1])];',
    {
      'sum.n': 'absent',
    },
  );
  rule(
    'through a local helper',
    `
    function make() { let n = 0; function bump() { n += 1; } return { go: () => bump() }; }
    export const it = make();`,
    { 'make.n': 'same' },
  );
  rule(
    'a captured Map',
    `
    function store() {
    - const all = new Map<string, number>();
    + const all = new Map<string, bigint>();
    return { size: () => all.size }; }
    export const it = store();`,
    { 'store.all': 'lossy' },
  );
});

test('what closures capture is no part of the type of the field that holds them', () => {
  const source = (name: string) => ({
    'src/app.ts': `
    export interface Job { id: string; done?: () => void }
    export const jobs: Job[] = [];
    export function add(id: string) {
      const payload = { id, ${name}: 1 };
      jobs.push({ id, done: () => { void payload; } });
    }`,
  });
  const { types } = reportSources(source('connection'), source('settings'));
  const job = types.find(({ name }) => name === 'src/app.ts#Job');
  expect(job?.fields.find(({ name }) => name === 'done')).toMatchObject({ change: 'none', verdict: 'lossy' });
});
