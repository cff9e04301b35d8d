import { CLASS, changedField, field, ROOT, type RuleCase, UNGUARDED } from './rule-case.ts';

/** Rules for fields and the types of fields. */
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
];
