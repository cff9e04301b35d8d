import { describe } from 'vitest';
import { inClass, inType, rule } from '../support/rule.ts';

describe('field-renamed', () => {
  rule('the same type', inType('- ab: Date;\n+ xy: Date;'), { '-T.ab': 'choose', 'T.xy': 'choose' });
  rule('a convertible type', inType('- ab: number;\n+ xy: bigint;'), { '-T.ab': 'choose', 'T.xy': 'choose' });
  rule('a similar name of another type', inType('- address: string;\n+ addresses: Map<string, number>;'), {
    '-T.address': 'choose',
    'T.addresses': 'choose',
  });
  rule('neither', inType('- ab: Set<number>;\n+ xyz?: Date;'), { '-T.ab': 'lossy', 'T.xyz': 'auto' });
  rule('a switch is no number under another name', inClass('- hits = 3;\n+ health = 3;\n+ online = false;'), {
    '-T.hits': 'choose',
    'T.health': 'choose',
    'T.online': 'auto',
  });
  rule('two for two', inType('- ab: string; cd: string;\n+ uv: string; xy: string;'), {
    '-T.ab': 'choose',
    '-T.cd': 'choose',
    'T.uv': 'choose',
    'T.xy': 'choose',
  });
});

describe('field-renamed-declared', () => {
  rule('declared', inType('- ab: Date;\n+ /** @renamedFrom ab */ xy: Date;'), { 'T.xy': 'auto', '-T.ab': 'absent' });
  rule('declared, of an incompatible type', inType('- ab: Date;\n+ /** @renamedFrom ab */ xy: Set<string>;'), {
    'T.xy': 'manual',
  });
  rule('declared from nothing', inType('+ /** @renamedFrom nope */ a?: Date;'), { 'T.a': 'auto' });
  rule(
    'a declared rename beside a new field under the old name',
    inType('- a: number;\n+ /** @renamedFrom a */ b: number;\n+ a?: Date;'),
    {
      'T.b': 'auto',
      'T.a': 'auto',
    },
  );
});

describe('private-to-hash', () => {
  rule('a static field', 'export class K {\n- private static made = new Date();\n+ static #made = new Date();\n}', {
    'K.#made': 'auto',
    '-K.made': 'absent',
  });
  rule('private to #private', inClass('- private a = 1;\n+ #a = 1;'), { 'T.#a': 'auto', '-T.a': 'absent' });
  rule('#private to private', inClass('- #a = 1;\n+ private a = 1;'), { 'T.a': 'auto', '-T.#a': 'absent' });
});

describe('underscore-to-hash', () => {
  rule('_x to #x is a new name', inClass('- private _a = 1;\n+ #a = 1;'), { 'T.#a': 'choose', '-T._a': 'choose' });
  rule(
    'underscore names that become #private pair with their own words only',
    `
    export class Q {
    - private _size = 1; private _limit = 2;
    + #size = 1; #limit = 2;
    }
    export const q = new Q();`,
    { '-Q._size': 'choose', '-Q._limit': 'choose', 'Q.#size': 'choose', 'Q.#limit': 'choose' },
  );
});
