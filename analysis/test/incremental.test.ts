import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InMemoryFileSystemHost } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { type Random, randomOf } from '../../bench/program/random.mjs';
import { programTexts } from '../../bench/program.mjs';
import { ParsedDeclarations } from '../src/compiler-host.ts';
import { diffModels, diffSteps } from '../src/diff-programs.ts';
import { Recall } from '../src/judge/recall.ts';
import { openProgram, type Program } from '../src/open-program.ts';
import type { StateDiff } from '../src/state-diff.ts';
import type { StateModel, StateType } from '../src/state-model.ts';
import { finish } from '../src/steps.ts';

const declarations = new ParsedDeclarations();
const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url));

type Texts = ReadonlyMap<string, string>;
type Edit = (text: string, random: Random) => string;

function open(texts: Texts): Program {
  const fileSystem = new InMemoryFileSystemHost();
  for (const [path, text] of texts) fileSystem.writeFileSync(`/app/${path}`, text);
  return openProgram({ root: '/app', fileSystem, declarations });
}

/** A model as plain data in which the order of a union's members, which the checker numbers as it meets them, is none. */
function plain({ roots, types, callables, ...rest }: StateModel): unknown {
  const text = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value, (key, inner) => {
        const isUnion = key === 'members' && Array.isArray(inner);
        return isUnion ? inner.map((each: StateType) => JSON.stringify(each)).toSorted() : inner;
      }),
    );
  const named = [...types.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(text);
  return { ...text(rest), roots: text(roots), types: named, callables: [...(callables ?? [])].toSorted() };
}

/** Replaces one of the places that a pattern matches. */
const replaceOne =
  (pattern: RegExp, by: (found: string) => string): Edit =>
  (text, random) => {
    const places = [...text.matchAll(pattern)];
    if (places.length === 0) return text;
    const { index, 0: found } = random.pick(places);
    return text.slice(0, index) + by(found) + text.slice(index + found.length);
  };

const EDITS: Readonly<Record<string, Edit>> = {
  'a field is renamed': replaceOne(/^ {2}(readonly )?#?\w+(?=\??: )/gm, (found) => `${found}X`),
  'a type is changed': replaceOne(/: (string|number|boolean)\b/g, (found) =>
    found === ': string' ? ': number' : ': string',
  ),
  'a field is added': replaceOne(/^(export )?(interface|class) .*\{$/gm, (found) => `${found}\n  added: Date = null!;`),
  'a field is removed': replaceOne(/^ {2}#?\w+\??: [^=;(]+( = [^;]+)?;\n/gm, () => ''),
  'a field refers to another type': replaceOne(/: (string|number)(?=;| =)/g, () => ': Kept'),
  'an import is removed': replaceOne(/^import .*\n/gm, () => ''),
  'an import is added': (text) => `import { sumOf } from './core/collections.js';\n${text}`,
  'a type is renamed': replaceOne(/(?<=^(export )?(interface|class|enum|type) )\w+/gm, (found) => `${found}New`),
  'an export is dropped': replaceOne(/^export (?=class|interface|function|const)/gm, () => ''),
  'a brace is missing': replaceOne(/\{$/gm, () => ''),
  'a body is changed': replaceOne(/^ {2,}return .*;$/gm, (found) => `  void 0;\n${found}`),
  'a constant becomes a variable': replaceOne(/^(export )?const(?= )/gm, (found) => found.replace('const', 'let')),
  'a value is changed': replaceOne(/= (0|''|\[\]|null);/g, () => "= { nested: 'yes' };"),
  'a function is stored': replaceOne(
    /^}$/gm,
    (found) => `${found}\nexport const hooks = [() => 1, function named() { return 2; }];`,
  ),
  'a base is dropped': replaceOne(/ (extends|implements) [\w<>, ]+(?= \{)/g, () => ''),
  'a member of an enum is added': replaceOne(/^export enum .*\{$/gm, (found) => `${found}\n  Zero,`),
  'lines are added': replaceOne(/^$/gm, () => '// note\n'),
  'a comment is added': replaceOne(/[;{]$/gm, (found) => `${found} /* @renamedFrom none */ // note`),
  'a doc tag is added': replaceOne(/^ {2}(?=(readonly )?\w+\??: )/gm, () => '  /** @renamedFrom other */ '),
  'a comment grows inside a value': replaceOne(/(?<= = )(?=[^=\n]*;$)/gm, () => '/* of old */ '),
  'a parameter is added': replaceOne(/^(export )?function \w+\(/gm, (found) => `${found}given: number, `),
  'a type parameter is added': replaceOne(/^(export )?(interface|class) \w+/gm, (found) => `${found}<Given = string>`),
  'a type argument is changed': replaceOne(/<string>/g, () => '<Date>'),
  'a field becomes optional': replaceOne(/^ {2}(readonly )?\w+(?=: )/gm, (found) => `${found}?`),
  'a class gets a subclass': replaceOne(
    /^(?:export )?class (\w+)(?=.*\{$)/gm,
    (found) => `class Below extends ${/\w+$/.exec(found)![0]} { below = 1; }\n${found}`,
  ),
  'an overload is added': replaceOne(/^ {2}constructor\((?=.*\{$)/gm, (found) => `  constructor();\n${found}`),
  'a twin is declared': replaceOne(
    /^(?:export )?class (\w+)/gm,
    (found) => `class ${/\w+$/.exec(found)![0]} { twin = 0; }\n${found}`,
  ),
  'a name is hidden in a function': replaceOne(/^(export )?function .*\{$/gm, (found) => `${found}\n  class Kept {}`),
  'a whole file is moved down': (text) => `\n${text}`,
};

/** Random edits, most of which are taken back after a while; after each the model is that of a fresh reading. */
function follow(texts: Texts, seed: number, steps: number): void {
  const program = open(texts);
  const now = new Map(texts);
  const sources = [...texts.keys()].filter((path) => /\.[jt]sx?$/.test(path));
  const names = Object.keys(EDITS);
  const past = program.model();
  const recall = new Recall();
  for (let step = 0; step < steps; step += 1) {
    const random = randomOf(seed, 'edit', step);
    const path = random.pick(sources);
    const name = random.pick(names);
    const isUndone = random.chance(0.3);
    const text = isUndone ? texts.get(path)! : EDITS[name]!(now.get(path)!, random);
    now.set(path, text);
    program.setText(`/app/${path}`, text);
    const label = `step ${step} of seed ${seed}: ${isUndone ? 'taken back' : name} in ${path}`;
    const model = program.model();
    expectSame(plain(model), plain(open(now).model()), label);
    const diff = finish(diffSteps(past, model, [], recall));
    expectSame(judged(diff), judged(diffModels(past, model)), `judged: ${label}`);
  }
}

function expectSame(known: unknown, fresh: unknown, label: string): void {
  if (JSON.stringify(known) !== JSON.stringify(fresh)) expect(known, label).toEqual(fresh);
}

const judged = ({ roots, types, functions, stale }: StateDiff): unknown => ({ roots, types, functions, stale });

function sampleTexts(folder: string): Texts {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !path.includes('node_modules'))
      texts.set(path.slice(folder.length + 1), readFileSync(path, 'utf8'));
  }
  return texts;
}

describe('after each of many edits the model is that of a fresh reading', () => {
  test.each([1, 2])('of a made-up server, seed %i', (seed) => {
    follow(programTexts({ files: 14, lines: 900, types: 50, seed }).past, seed, 24);
  });

  test.each(['chat/past', 'chat/future', 'shop/past', 'shop/future'])('of the sample %s', (sample) => {
    follow(sampleTexts(join(SAMPLES, sample)), 5, 20);
  });
});

/** One edit each, with what makes it easy to miss. */
const CASES: Readonly<Record<string, readonly [texts: Readonly<Record<string, string>>, from: string, to: string]>> = {
  'a second class of one name in a module': [
    { 'a.ts': 'class Item { one = 1; }\nexport const items: Item[] = [];\n' },
    'class Item',
    'class Item { two = 2; }\nclass Item',
  ],
  'a class named like one of another module': [
    {
      'a.ts': "import { Item } from './b.js';\nexport const items: Item[] = [];\nclass Other { two = 2; }\n",
      'b.ts': 'export class Item { one = 1; }\nexport const kept = new Item();\n',
    },
    'Other',
    'Item',
  ],
  'a declaration that hides a global one': [
    { 'a.ts': 'interface Entry { at: Date; }\nexport const entries: Entry[] = [];\n' },
    'export',
    'interface Date { year: number; }\nexport',
  ],
  'an import from another module': [
    {
      'a.ts': "import type { Item } from './b.js';\nexport const items: Item[] = [];\n",
      'b.ts': 'export interface Item { one: number; }\n',
      'c.ts': 'export interface Item { two: string; }\n',
    },
    './b.js',
    './c.js',
  ],
  'an export handed on from another module': [
    {
      'a.ts': "import type { Item } from './d.js';\nexport const items: Item[] = [];\n",
      'd.ts': "export type { Item } from './b.js';\n",
      'b.ts': 'export interface Item { one: number; }\n',
      'c.ts': 'export interface Item { two: string; }\n',
    },
    "'./b.js'",
    "'./c.js'",
  ],
  'the body of a function that is a default': [
    { 'a.ts': 'class Item { run = (by: number): number => { return by; }; }\nexport const items: Item[] = [];\n' },
    'return by',
    'return by + 1',
  ],
  'a comment inside a default': [
    { 'a.ts': 'class Item { size = 1 + /* one */ 2; }\nexport const items: Item[] = [];\n' },
    'one',
    'two',
  ],
  'an alias of another module': [
    {
      'a.ts':
        "import type { Id } from './b.js';\nexport interface Item { id: Id; }\nexport const items: Item[] = [];\n",
      'b.ts': 'export type Id = string;\n',
    },
    '= string',
    '= number',
  ],
  'a base of another module': [
    {
      'a.ts':
        "import { Base } from './b.js';\nclass Item extends Base { two = 2; }\nexport const items: Item[] = [];\n",
      'b.ts': 'export class Base { one = 1; }\n',
    },
    'one = 1',
    "one = ''",
  ],
  'what a function of another module returns': [
    {
      'a.ts': "import { make } from './b.js';\nexport const items = make();\n",
      'b.ts': 'export const make = () => ({ one: 1 });\n',
    },
    'one: 1',
    "one: ''",
  ],
  'the values of a dictionary': [
    {
      'a.ts':
        'interface Item { by: Counts; }\ninterface Counts { [key: string]: number; }\nexport const items: Item[] = [];\n',
    },
    ': number',
    ': string',
  ],
  'a field of a type without a name': [
    { 'a.ts': 'interface Item { at: { left: number; }; }\nexport const items: Item[] = [];\n' },
    'left: number',
    'left: string',
  ],
  'a line above an alias': [
    { 'a.ts': 'export let one = 1;\ntype Item = { size: number };\nexport const items: Item[] = [];\n' },
    'type Item',
    '// Above.\ntype Item',
  ],
  'a line above everything': [
    { 'a.ts': 'export const at: { size: number } = { size: 1 };\nexport class Item { one = at; }\nnew Item();\n' },
    'export const',
    '// Above.\nexport const',
  ],
  'a method that grows in front of a field': [
    {
      'a.ts': 'class Item { run(): void { } one: { size: number } = { size: 1 }; }\nexport const items: Item[] = [];\n',
    },
    '{ } one',
    '{\n void 0; } one',
  ],
  'what a function behind another one returns, two modules away': [
    {
      'a.ts': "import { twice } from './b.js';\nexport const items = twice();\n",
      'b.ts':
        "import { make } from './c.js';\nexport const twice = () => [make(), make()].map((each) => ({ each }));\n",
      'c.ts': 'export const make = () => ({ one: 1 });\n',
    },
    'one: 1',
    "one: ''",
  ],
  'a subclass in another module': [
    {
      'a.ts': 'export class Base { one = 1; }\nexport const items: Base[] = [];\n',
      'b.ts': "import { Base } from './a.js';\nexport class Other { two = 2; }\nexport const base = Base;\n",
    },
    'class Other',
    'class Other extends Base',
  ],
  'a type that a function of its own hides': [
    {
      'a.ts':
        'interface Kept { one: number; }\nexport function make(): () => number {\n  const all: Kept[] = [];\n  return (): number => all.length;\n}\nexport const count = make();\n',
    },
    '  const all',
    '  interface Kept { two: string; }\n  const all',
  ],
};

describe('an edit and its undoing give the model of a fresh reading', () => {
  test.each(Object.keys(CASES))('%s', (name) => {
    const [sources, from, to] = CASES[name]!;
    const options =
      '{ "compilerOptions": { "strict": true, "target": "ES2022", "module": "NodeNext" }, "include": ["*.ts"] }';
    const texts = new Map([...Object.entries(sources), ['tsconfig.json', options] as const]);
    const path = [...texts.keys()].findLast((each) => texts.get(each)!.includes(from) && each.endsWith('.ts'))!;
    const edited = new Map(texts).set(path, texts.get(path)!.replace(from, to));
    const program = open(texts);
    const recall = new Recall();
    const past = program.model();
    expect(past.types.size + past.roots.length).toBeGreaterThan(0);
    for (const now of [edited, texts, edited]) {
      program.setText(`/app/${path}`, now.get(path)!);
      const model = program.model();
      expectSame(plain(model), plain(open(now).model()), name);
      expectSame(judged(finish(diffSteps(past, model, [], recall))), judged(diffModels(past, model)), name);
    }
  });
});
