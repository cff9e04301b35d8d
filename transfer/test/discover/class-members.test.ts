import { expect, test } from 'vitest';
import { bodyStart, classMembers } from '../../src/class-members.ts';

test('tells the private fields of a class from what only looks like them', () => {
  const text = `class A extends (class { #inner = 1; }) {
    // #comment = 1
    #a = /[#{"]/.test('#x = 1') ? \`\${{ b: \`#y\` }}#z\` : (#a in {});
    static #s = 1
    #b
    #c = this.#a
      .#b; 'quoted' = 2; ["#computed"] = 1;
    get #g() { return this.#a / 2 / this.#b; }
    async *#m(x = "{") {}
    static #t() {}
  }`;
  expect(classMembers(text)).toEqual({
    fields: ['#a', '#b', '#c'],
    staticFields: ['#s'],
    hasPrivate: true,
    hasBrand: true,
    isDerived: true,
  });
  expect(classMembers('class { static #s() {} }').hasPrivate).toBe(false);
});

test('finds the body behind default parameters', () => {
  const source = "class A { constructor({ a = '{' } = {}, b = () => { return '}'; }) { this.a = a; } }";
  const at = bodyStart(source, source.indexOf('(')) as number;
  expect(source.slice(at)).toBe(' this.a = a; } }');
});
