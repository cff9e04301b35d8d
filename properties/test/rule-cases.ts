import type { FieldPlan, RootPlan, TransferPlan, TypePlan } from '@timeferry/analysis/transfer-plan';

/** A rule of the diff that promises a lossless default, as two versions of one module, and generators that break it. */
export interface RuleCase {
  /** The row on the rules page. */
  readonly rule: string;
  readonly past: string;
  readonly future: string;
  /** What the module was called before; `src/m.ts` where it is left out. */
  readonly pastModule?: string;
  /** Compiler options of the future version, over strict ones. */
  readonly options?: object;
  /** The pair or root whose transfer is checked. */
  readonly target: string;
  /** Where the verdict `auto` stands; the target itself where it is left out. */
  readonly field?: string;
  /** Each is what a wrong generator would have written instead. */
  readonly mutants: Readonly<Record<string, Mutant>>;
}

/** Other code in the place of a piece of the generated code, or another plan. */
export type Mutant = readonly [from: string | RegExp, to: string] | ((plan: TransferPlan) => TransferPlan);

/** One field of one interface, and a root that holds a list of it. */
function field(rule: string, past: string, future: string, mutants: RuleCase['mutants'], declarations = ''): RuleCase {
  const module = (type: string) => `${declarations}\nexport interface Box { id: string; ${type} }\n${ROOT}`;
  return { rule, past: module(past), future: module(future), target: 'src/m.ts#Box', mutants };
}

const ROOT = 'export const boxes: Box[] = [];\nexport function add(box: Box) { boxes.push(box); }\n';

/** The way back without its guard. */
const UNGUARDED: Mutant = [/(backward[\s\S]*?)ferry\.guard\([\s\S]*?'\s*,?\s*\)/, '$1true'];

/** A field of the plan changed. */
function changedField(type: string, name: string, change: Partial<FieldPlan>): Mutant {
  return changedType(type, (plan) => ({
    fields: plan.fields.map((each) => (each.future === name || each.past === name ? { ...each, ...change } : each)),
  }));
}

/** A root of the plan changed. */
function changedRoot(name: string, change: Partial<RootPlan>): Mutant {
  return (plan) => ({
    ...plan,
    roots: plan.roots.map((each) => (each.future === `src/m.ts#${name}` ? { ...each, ...change } : each)),
  });
}

function changedType(type: string, change: (plan: TypePlan) => Partial<TypePlan>): Mutant {
  return (plan) => ({
    ...plan,
    types: plan.types.map((each) => (each.key === `src/m.ts#${type}` ? { ...each, ...change(each) } : each)),
  });
}

const CLASS = (name: string, more = '') => `export class ${name} { id = ''; owner: ${name} | null = null; ${more} }
export const boxes: ${name}[] = [];
export function add(box: ${name}) { boxes.push(box); }`;

export const RULE_CASES: readonly RuleCase[] = [
  {
    ...field('field-added-optional', '', 'note?: string', {
      'fills it with something else': changedField('Box', 'id', { future: 'note' }),
    }),
    field: 'note',
  },
  {
    rule: 'field-added-default',
    past: CLASS('Box'),
    future: CLASS('Box', "tags: string[] = ['new'];"),
    target: 'src/m.ts#Box',
    field: 'tags',
    mutants: {
      'gives another value': ["future.tags = ['new']", 'future.tags = [1] as never'],
      'gives nothing': ["future.tags = ['new'];", ''],
    },
  },
  {
    rule: 'field-added-in-literal',
    past: "export const config = { depth: 1, names: ['a'] }; export const dive = () => { config.depth += 1; };",
    future:
      "export const config = { depth: 1, names: ['a'], limits: { deepest: 9 } }; export const dive = () => { config.depth += 1; };",
    target: 'src/m.ts#config',
    field: 'limits',
    mutants: {
      'gives another value': ['deepest: 9', "deepest: 'nine' as never"],
      'gives nothing': ['future.limits = { deepest: 9 };', ''],
      'starts an old key anew too': ['future.limits', 'future.depth = 1; future.limits'],
    },
  },
  {
    ...field('field-renamed-declared', 'old: number', '\n/** @renamedFrom old */\nfresh: number', {
      'takes it for a new one': changedField('Box', 'fresh', { past: null, how: 'new' }),
      'moves it from elsewhere': changedField('Box', 'fresh', { past: 'id' }),
    }),
    field: 'fresh',
  },
  {
    rule: 'private-to-hash',
    past: CLASS('Box', 'private secret = 0; bump() { this.secret++; }'),
    future: CLASS('Box', '#secret = 0; bump() { this.#secret++; }'),
    target: 'src/m.ts#Box',
    field: '#secret',
    mutants: {
      'puts it elsewhere': changedField('Box', '#secret', { future: '#other' }),
      'leaves it under its old name': changedField('Box', '#secret', { future: 'secret' }),
    },
  },
  {
    ...field('required-to-optional', 'size: number', 'size?: number', {
      'leaves a value out': ['future.size = past.size', 'if (past.size) future.size = past.size'],
      'has no guard for the way back': UNGUARDED,
    }),
    field: 'size',
  },
  {
    ...field('union-widened', 'at: Date', 'at: Date | string | null', {
      'carries another field': ['ferry.carry(past.at)', 'past.id'],
      'has no guard for the way back': UNGUARDED,
    }),
    field: 'at',
  },
  {
    rule: 'variant-gained',
    past: `export interface Dot { kind: 'dot'; x: number }\nexport interface Line { kind: 'line'; to: number }
export const shapes: { shape: Dot | Line }[] = []; export const add = (shape: Dot) => shapes.push({ shape });`,
    future: `export interface Dot { kind: 'dot'; x: number }\nexport interface Line { kind: 'line'; to: number }
export interface Arc { kind: 'arc'; r: number }
export const shapes: { shape: Dot | Line | Arc }[] = []; export const add = (shape: Dot) => shapes.push({ shape });`,
    target: 'src/m.ts#shapes',
    field: 'shape',
    mutants: {
      'takes only one variant': ['future.shape = ', "if (past.shape.kind === 'dot') future.shape = "],
      'drops the way back': [/past\.shape = .*;/, 'void 0;'],
    },
  },
  {
    ...field('scalar-total', 'n: bigint', 'n: string', {
      'drops the sign': ['String(past.n)', "String(past.n).replace('-', '')"],
      'comes back as a number': ['BigInt(future.n)', 'Number(future.n)'],
    }),
    field: 'n',
  },
  {
    ...field('scalar-total', 'on: boolean', 'on: 0 | 1', {
      'swaps the values': ['? 1 : 0', '? 0 : 1'],
      'keeps the boolean': ['past.on ? 1 : 0', 'past.on as never'],
      'reads the other way back': ['=== 1', '=== 0'],
    }),
    field: 'on',
  },
  {
    ...field('scalar-total', 'on: boolean', 'on: string', {
      'uses other words': ['String(past.on)', "past.on ? 'yes' : 'no'"],
      'is always true on the way back': ["past.on = future.on === 'true'", 'past.on = true'],
    }),
    field: 'on',
  },
  {
    ...field('scalar-total', 'on: boolean', 'on: bigint', {
      'uses another number': ['1n : 0n', '2n : 0n'],
      'swaps the way back': ['past.on = future.on === 1n', 'past.on = future.on === 0n'],
    }),
    field: 'on',
  },
  {
    ...field('scalar-total', 'on: boolean', 'on: number', {
      'uses another number': ['? 1 : 0', '? 2 : 0'],
      'has no guard for the way back': UNGUARDED,
    }),
    field: 'on',
  },
  {
    ...field('scalar-total', 'bit: 0 | 1', 'bit: boolean', {
      'swaps the values': ['=== 1', '=== 0'],
    }),
    field: 'bit',
  },
  {
    ...field('literals-to-base', "role: 'admin' | 'guest'", 'role: string', {
      'writes one word for all': ['future.role = past.role', "future.role = 'admin'"],
      'has no guard for the way back': UNGUARDED,
    }),
    field: 'role',
  },
  {
    ...field('literals-gained', "role: 'admin' | 'guest'", "role: 'admin' | 'guest' | 'owner'", {
      'writes another word': ['future.role = past.role', "future.role = 'owner'"],
      'lets the new word back': UNGUARDED,
    }),
    field: 'role',
  },
  {
    ...field('template-to-string', 'key: `user-$' + '{number}`', 'key: string', {
      'cuts the text': ['future.key = past.key', 'future.key = past.key.slice(1)'],
      'lets any text back': UNGUARDED,
    }),
    field: 'key',
  },
  {
    ...field('enum-gained', 'level: Level', 'level: Level', {}),
    past: `export enum Level { Low, High }\nexport interface Box { id: string; level: Level }\n${ROOT}`,
    future: `export enum Level { Low, High, Top }\nexport interface Box { id: string; level: Level }\n${ROOT}`,
    field: 'level',
    mutants: {
      'maps two members to one': ['[1, 1]', '[1, 0]'],
      'forgets a member': ['  [1, 1],', ''],
    },
  },
  {
    ...field('enum-renumbered', '', '', {}),
    past: `export enum Level { Low, High }\nexport interface Box { id: string; level: Level }\n${ROOT}`,
    future: `export enum Level { Low = 10, High = 20 }\nexport interface Box { id: string; level: Level }\n${ROOT}`,
    field: 'level',
    mutants: {
      'copies the number': [/levelToFuture\.get\(past\.level\)/, 'past.level'],
      'changes a constant': ['[1, 20]', '[1, 21]'],
      'swaps the way back': [/levelToPast\.get\(future\.level\)/, '0'],
    },
  },
  {
    ...field('flags-gained', '', '', {}),
    past: `export enum Can { Read = 1, Write = 2, Share = 4 }\nexport interface Box { id: string; can: Can }\nexport const all = Can.Read | Can.Write;\n${ROOT}`,
    future: `export enum Can { Read = 1, Write = 2, Share = 4, Run = 8 }\nexport interface Box { id: string; can: Can }\nexport const all = Can.Read | Can.Write;\n${ROOT}`,
    field: 'can',
    mutants: {
      'forgets a bit': ['  [2, 2],', ''],
      'changes a bit': ['[2, 2]', '[2, 4]'],
    },
  },
  {
    ...field('enum-to-words', '', '', {}),
    past: `export enum Level { Low, High }\nexport interface Box { id: string; level: Level }\n${ROOT}`,
    future: `export interface Box { id: string; level: 'low' | 'high' }\n${ROOT}`,
    field: 'level',
    mutants: {
      'swaps two words': ["[1, 'high']", "[1, 'low']"],
      'forgets a word': [/ {2}\[0, 'low'\],/, ''],
    },
  },
  {
    ...field('container-content', 'list: bigint[]', 'list: string[]', {
      'drops an element': ['list.map(', 'list.slice(1).map('],
      'reverses the list': ['list.map(', 'list.toReversed().map('],
      'fills holes': ['list.map(', '[...list].map('],
      'makes one list for each place': [
        /ferry\.once\(past\.list, '.*?', \(list\) => (.*)\)/,
        '((list: bigint[]) => $1)(past.list)',
      ],
    }),
    field: 'list',
  },
  {
    ...field('container-content', 'seen: Map<string, bigint>', 'seen: Map<string, string>', {
      'drops an entry': ['[...seen]', '[...seen].slice(1)'],
      'uses the value as the key': [/\[key, String\(value\)\]/, '[String(value), String(value)]'],
    }),
    field: 'seen',
  },
  {
    ...field('container-content', 'flags: Record<string, boolean>', 'flags: Record<string, 0 | 1>', {
      'loses a key': ['Object.entries(flags)', "Object.entries(flags).filter(([key]) => key !== '__proto__')"],
      'swaps the values': ['? 1 : 0', '? 0 : 1'],
    }),
    field: 'flags',
  },
  {
    rule: 'container-class',
    past: `export class Box extends Map<string, bigint> { id = ''; }\n${ROOT}`,
    future: `export class Box extends Map<string, string> { id = ''; }\n${ROOT}`,
    target: 'src/m.ts#Box',
    mutants: {
      'leaves the contents as they are': ['[key2, String(value2)]', '[key2, value2 as never]'],
      'drops an entry': ['[...items2]', '[...items2].slice(1)'],
      'drops the sign': ['String(value2)', "String(value2).replace('-', '')"],
      'comes back as a number': ['BigInt(value2)', 'Number(value2)'],
    },
  },
  {
    ...field('set-to-array', 'seen: Set<number>', 'seen: number[]', {
      'sorts the values': ['[...seen]', '[...seen].sort()'],
      'lets duplicates back': UNGUARDED,
    }),
    field: 'seen',
  },
  {
    ...field('map-to-entries', 'seen: Map<string, number>', 'seen: [string, number][]', {
      'drops the last entry': ['[...seen]', '[...seen].slice(0, -1)'],
      'keeps only the values': ['[...seen]', '[...seen.values()] as never'],
    }),
    field: 'seen',
  },
  {
    ...field('wrapped', 'owner: { name: string }', 'owner: { name: string }[]', {
      'wraps nothing': [/\[ferry\.carry(.*)\];/, '[];'],
      'wraps twice': [/= \[(ferry\.carry.*)\];/, '= [$1, $1];'],
      'takes any list back': UNGUARDED,
    }),
    field: 'owner',
  },
  {
    ...field('tuple-slot-gained', 'pos: [bigint, number]', 'pos: [bigint, number, string?]', {
      'swaps the slots': ['[pos[0], pos[1]]', '[pos[1], pos[0]] as never'],
      'fills the new slot': [/\[pos\[0\], pos\[1\]\]/, "[pos[0], pos[1], 'x']"],
    }),
    field: 'pos',
  },
  {
    ...field('tuple-to-array', 'pos: [number, number]', 'pos: number[]', {
      'cuts the list': ['future.pos = ferry.carry(past.pos)', 'future.pos = past.pos.slice(1)'],
      'takes any list back': UNGUARDED,
    }),
    field: 'pos',
  },
  {
    ...field('tuple-to-array', 'pos: [0 | 1, 0 | 1]', 'pos: boolean[]', {
      'swaps the slots': ['[pos[0] === 1, pos[1] === 1]', '[pos[1] === 1, pos[0] === 1]'],
      'takes any list back': UNGUARDED,
    }),
    field: 'pos',
  },
  {
    rule: 'interface-to-class',
    past: `export interface Box { id: string; n: number }\n${ROOT}`,
    future: `export class Box { id = ''; n = 0 }\n${ROOT}`,
    target: 'src/m.ts#Box',
    mutants: {
      'sets no prototype': changedType('Box', () => ({ futureClass: null })),
      'carries one field into another': changedField('Box', 'n', { future: 'id' }),
    },
  },
  {
    rule: 'class-renamed',
    past: CLASS('Crate', 'weight = 1; label = "";'),
    future: CLASS('Box', 'weight = 1; label = "";'),
    target: 'src/m.ts#Box',
    mutants: {
      'keeps the old class': changedType('Box', () => ({ futureClass: 'src/m.ts#Crate' })),
      'makes it a plain object': changedType('Box', () => ({ futureClass: null, pastClass: null })),
    },
  },
  {
    rule: 'type-renamed-declared',
    past: CLASS('Crate', 'weight = 1n;'),
    future: `/** @renamedFrom Crate */\n${CLASS('Box', "weight = '';")}`,
    target: 'src/m.ts#Box',
    mutants: {
      'keeps the old class': changedType('Box', () => ({ futureClass: 'src/m.ts#Crate' })),
      'makes it a plain object': changedType('Box', () => ({ futureClass: null, pastClass: null })),
      'gives the old class no way back': changedType('Box', () => ({ pastClass: null })),
      'rounds a field': ['String(past.weight)', 'String(Number(past.weight))'],
    },
  },
  {
    rule: 'module-renamed',
    pastModule: 'src/store.ts',
    past: CLASS('Box', 'weight = 1n;'),
    future: CLASS('Box', "weight = '';"),
    target: 'src/m.ts#Box',
    mutants: {
      'looks for the class where it was': changedType('Box', () => ({ futureClass: 'src/store.ts#Box' })),
      'makes it a plain object': changedType('Box', () => ({ futureClass: null, pastClass: null })),
    },
  },
  {
    rule: 'module-renamed',
    pastModule: 'src/store.ts',
    past: CLASS('Box'),
    future: CLASS('Box'),
    target: 'src/m.ts#boxes',
    mutants: {
      'starts it anew': changedRoot('boxes', { how: 'new' }),
      'takes it for one that is gone': changedRoot('boxes', { how: 'drop' }),
    },
  },
  {
    rule: 'root-renamed-declared',
    past: 'export let queue: Date[] = []; export const reset = () => { queue = []; };',
    future: '/** @renamedFrom queue */\nexport let waiting: Date[] = []; export const reset = () => { waiting = []; };',
    target: 'src/m.ts#waiting',
    mutants: {
      'starts it anew': changedRoot('waiting', { how: 'new' }),
      'takes it for one that is gone': changedRoot('waiting', { how: 'drop' }),
    },
  },
  {
    ...field('strictness', 'owner: { name: string }', 'owner: { name: string }', {
      'carries another field': [/ferry\.carry\(past\.owner, .*?\)/, '{ name: past.id }'],
      'has no guard for the way back': UNGUARDED,
    }),
    options: { strictNullChecks: false },
    field: 'owner',
  },
  {
    rule: 'field-of-base-or-subclass',
    past: `export class Animal { name = ''; }\nexport class Dog extends Animal { tricks = 0; }
export interface Box { pet: Dog }\n${ROOT}\nexport const others: Animal[] = []; export const let1 = () => others.push(new Animal());`,
    future: `export class Animal { name = ''; }\nexport class Dog extends Animal { tricks = 0; }
export interface Box { pet: Animal }\n${ROOT}\nexport const others: Animal[] = []; export const let1 = () => others.push(new Animal());`,
    target: 'src/m.ts#Box',
    field: 'pet',
    mutants: {
      'carries nothing': [/future\.pet = .*;/, ''],
      'copies the object': [/future\.pet = (.*);/, 'future.pet = { ...($1) };'],
    },
  },
  {
    rule: 'root-retyped',
    past: 'export let total = 0n; export function add() { total += 1n; }',
    future: "export let total = ''; export function add() { total += '1'; }",
    target: 'src/m.ts#total',
    mutants: {
      'adds one': ['String(past)', 'String(past + 1n)'],
      'comes back as text': ['BigInt(future)', 'future as never'],
    },
  },
  {
    rule: 'root-retyped',
    past: 'export let queue = new Set<string>(); export const reset = () => { queue = new Set(); };',
    future: 'export let queue: string[] = []; export const reset = () => { queue = []; };',
    target: 'src/m.ts#queue',
    mutants: {
      'loses the first': [/\[\.\.\.queue\]/, '[...queue].slice(1)'],
    },
  },
];
