import { describe, expect, it } from 'vitest';
import { openHiddenClasses } from '../../src/agents/capture/hidden-classes.ts';
import { rehearseValues } from './programs.ts';

class Account {
  id: number;
  name: string;
  constructor(id: number) {
    this.id = id;
    this.name = `account ${id}`;
  }
}

let ran = 0;
function countRuns(): number {
  ran += 1;
  return ran;
}

/** Objects that look like many others and are not: each must be looked at by itself. */
const IMPOSTORS: readonly [string, (account: Account) => unknown][] = [
  ['an element', (account) => Object.assign(account, { 0: 'zero', 7: 'seven' })],
  ['a symbol', (account) => Object.assign(account, { [Symbol.for('mark')]: 1 })],
  ['a hidden field', (account) => Object.defineProperty(account, 'name', { enumerable: false })],
  ['a read-only field', (account) => Object.defineProperty(account, 'id', { writable: false })],
  ['a getter', (account) => Object.defineProperty(account, 'name', { get: countRuns })],
  ['a hidden element', (account) => Object.defineProperty(account, 3, { value: 'three', enumerable: false })],
  ['no extension', (account) => Object.preventExtensions(account)],
  ['a frozen element', (account) => Object.freeze(Object.assign(account, { 1: 'one' }))],
  ['another prototype', (account) => Object.setPrototypeOf(account, null) as object],
  ['another order', ({ id, name }) => Object.assign(Object.create(Account.prototype) as object, { name, id })],
  ['a deleted field', (account) => Reflect.deleteProperty(account, 'id') && account],
];

describe('objects of one hidden class', () => {
  it('can be told from others', () => {
    expect(openHiddenClasses()).not.toBeNull();
  });

  it.each(IMPOSTORS)('are read alike, but not one that has %s', async (_, change) => {
    const accounts: unknown[] = Array.from({ length: 40 }, (_, id) => new Account(id));
    accounts.splice(20, 0, change(new Account(100)));
    ran = 0;
    const { report, futureVariables } = await rehearseValues({ accounts }, { Account, countRuns });
    expect(ran).toBe(0);
    expect(report.mismatches).toEqual([]);
    const moved = futureVariables['accounts'] as object[];
    expect(moved.map(shapeOf)).toEqual(accounts.map((one) => shapeOf(one as object)));
  });

  it('are read alike, but an object of the runtime is known by its name', async () => {
    const twin = Object.create(Object.getPrototypeOf(Math) as object) as object;
    const { futureVariables } = await rehearseValues({
      values: [twin, {}, Math, Array.prototype, [], Object.prototype, {}],
    });
    const moved = futureVariables['values'] as unknown[];
    expect([moved[2], moved[3], moved[5]]).toEqual([Math, Array.prototype, Object.prototype]);
    expect(moved[2]).toBe(Math);
    expect(moved[4]).not.toBe(Array.prototype);
  });

  it('are arrays with holes, numbers and both', async () => {
    const arrays = [[1], [0.5, 1], ['x'], new Array(3), Array.of<unknown>(1, 'x'), [], [undefined], [Number.NaN, -0]];
    delete arrays[4]![0];
    const { futureVariables, report } = await rehearseValues({ arrays });
    expect(report.mismatches).toEqual([]);
    expect((futureVariables['arrays'] as object[]).map(shapeOf)).toEqual(arrays.map(shapeOf));
  });
});

/** All that can be said of an object without running its code. */
function shapeOf(object: object): unknown {
  const fields = Reflect.ownKeys(object).map((key) => {
    const { get, value, ...rest } = Object.getOwnPropertyDescriptor(object, key)!;
    return [key, typeof get, Object.is(value, -0) ? '-0' : value, rest.enumerable, rest.configurable, rest.writable];
  });
  return [Object.getPrototypeOf(object), fields, Object.isExtensible(object), Object.isFrozen(object)];
}
