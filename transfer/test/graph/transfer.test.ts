import { describe, expect, it } from 'vitest';
import type { PrivateField } from '../../src/live-program.ts';
import { field, handMade, M_MAPPER, mapperModule, plan, rehearseHere, root, type } from './programs.ts';

const SESSION = { kind: 'object', type: 'm.ts#Session' } as const;
const SESSIONS = { kind: 'map', key: { kind: 'value' }, value: SESSION } as const;
const BIGINTS = `exports.session = {
  forward(past, future, ferry) {
    ferry.guard(Number.isSafeInteger(past.expires), 'expires', 'is no whole number');
    future.expires = Number.isSafeInteger(past.expires) ? BigInt(past.expires) : 0n;
  },
  backward(future, past) { past.expires = Number(future.expires); },
};`;
const RETYPED = field('expires', { change: 'retyped', verdict: 'lossy', how: 'map' });
const UNDEFINED_SESSIONS = () => handMade({ variables: { sessions: undefined } });

function sessionPlan(code: string) {
  return plan({
    roots: [root('sessions', { shape: SESSIONS })],
    types: [type('Session', [field('id'), RETYPED], { mapper: M_MAPPER('session') })],
    mappers: [mapperModule(code)],
  });
}

function pastSessions(...expires: number[]) {
  const entries = expires.map((value, index) => [`u${index}`, { id: index, expires: value }] as const);
  return handMade({ variables: { sessions: new Map(entries) } });
}

describe('a transfer through mappers', () => {
  it('matches when they are each other’s inverse', async () => {
    const future = UNDEFINED_SESSIONS();
    const { report, forward } = await rehearseHere(
      sessionPlan(BIGINTS),
      pastSessions(5, 6),
      future,
      UNDEFINED_SESSIONS(),
    );
    expect(forward.failure).toBeNull();
    expect(report.mismatches).toEqual([]);
    expect(future.variables['sessions']).toEqual(
      new Map([
        ['u0', { id: 0, expires: 5n }],
        ['u1', { id: 1, expires: 6n }],
      ]),
    );
  });

  it('shows what a wrong way back does, grouped, with the values of all three processes', async () => {
    const wrong = BIGINTS.replace('Number(future.expires)', 'Number(future.expires) + 1');
    const { report } = await rehearseHere(
      sessionPlan(wrong),
      pastSessions(5, 6),
      UNDEFINED_SESSIONS(),
      UNDEFINED_SESSIONS(),
    );
    expect(report.mismatches).toEqual([
      {
        path: 'm.ts#sessions.get("u0").expires',
        type: 'm.ts#Session',
        field: 'expires',
        past: '5',
        future: '5n',
        reversed: '6',
        count: 2,
        why: 'the value differs',
        location: { version: 'future', file: 'm.ts', line: 2, column: 3 },
      },
    ]);
  });

  it('names the statement of the mapper on the way that lost the value', async () => {
    const at = (direction: 'forward' | 'backward', line: number) => {
      return { export: 'session', type: 'm.ts#Session', field: 'expires', direction, line, column: 5 };
    };
    const lineOf = async (code: string) => {
      const wrong = sessionPlan(code);
      const [module] = wrong.mappers;
      const located = { ...wrong, mappers: [{ ...module!, locations: [at('forward', 4), at('backward', 7)] }] };
      const { report } = await rehearseHere(located, pastSessions(1500), UNDEFINED_SESSIONS(), UNDEFINED_SESSIONS());
      return report.mismatches[0]?.mapper?.line;
    };
    expect(await lineOf(BIGINTS.replace('Number(future.expires)', 'Number(future.expires) + 1'))).toBe(7);
    expect(await lineOf(BIGINTS.replace('BigInt(past.expires)', 'BigInt(past.expires) / 1000n * 1000n'))).toBe(4);
  });

  it('counts the values that a guarded default cannot keep', async () => {
    const { report, forward } = await rehearseHere(
      sessionPlan(BIGINTS),
      pastSessions(5, 1.5, 2.5),
      UNDEFINED_SESSIONS(),
      UNDEFINED_SESSIONS(),
    );
    expect(forward.breaches).toEqual([
      { type: 'm.ts#Session', field: 'expires', why: 'is no whole number', path: 'm.ts#sessions.get("u2")', count: 2 },
    ]);
    expect(report.mismatches[0]?.count).toBe(2);
  });

  it('ends with the path of the object when a mapper throws, exits or is asynchronous', async () => {
    const failureOf = async (body: string) => {
      const code = `exports.session = { forward(past) { ${body} }, backward() {} };`;
      const done = await rehearseHere(sessionPlan(code), pastSessions(1), UNDEFINED_SESSIONS(), UNDEFINED_SESSIONS());
      return done.forward.failure;
    };
    const thrown = await failureOf('return past.missing.name;');
    expect(thrown?.path).toBe('m.ts#sessions.get("u0")');
    expect(thrown?.message).toContain("Cannot read properties of undefined (reading 'name')");
    expect(thrown?.stack).toContain('timeferry://transfer/m.ts:1:');
    expect(await failureOf('process.exit(3);')).toMatchObject({ exited: true, message: 'called process.exit(3)' });
    expect((await failureOf('return Promise.resolve();'))?.message).toContain('asynchronous');
    expect((await failureOf('throw "plain";'))?.message).toBe("threw 'plain'");
  });

  it('keeps what two owners share, and finds what a mapper splits or merges', async () => {
    const code = (copy: string) => `exports.box = {
      forward(past, future, ferry) { future.item = ferry.carry(past.content); },
      backward(future, past, ferry) { past.content = ${copy}; },
    };`;
    const boxPlan = (copy: string) =>
      plan({
        roots: [root('boxes', { shape: { kind: 'array', element: { kind: 'object', type: 'm.ts#Box' } } })],
        types: [type('Box', [field('content', { future: 'item', how: 'map' })], { mapper: M_MAPPER('box') })],
        mappers: [mapperModule(code(copy))],
      });
    const run = async (copy: string, boxes: unknown[]) => {
      const empty = () => handMade({ variables: { boxes: undefined } });
      const { report } = await rehearseHere(boxPlan(copy), handMade({ variables: { boxes } }), empty(), empty());
      return report.mismatches.map(({ path, why }) => [path, why.split(':')[0]]);
    };
    const shared = { deep: { n: 1 } };
    const ring: { content: unknown } = { content: null };
    ring.content = ring;
    expect(await run('ferry.carry(future.item)', [{ content: shared }, { content: shared }, ring])).toEqual([]);
    expect(await run('({ ...ferry.carry(future.item) })', [{ content: shared }, { content: shared }])).toEqual([
      ['m.ts#boxes[1].content', 'split'],
    ]);
    expect(await run('(globalThis.one ??= ferry.carry(future.item))', [{ content: {} }, { content: {} }])).toEqual([
      ['m.ts#boxes[1].content', 'merged'],
    ]);
    Reflect.deleteProperty(globalThis, 'one');
  });

  it('gives a ghost the private fields, and moves those that a mapper writes to where they belong', async () => {
    class Counter {
      #count = 0;
      static of(count: number): Counter {
        const counter = new Counter();
        counter.#count = count;
        return counter;
      }
      static readonly privates: PrivateField[] = [
        {
          name: '#count',
          read: (object) => (object as Counter).#count,
          write: (object, value) => {
            (object as Counter).#count = value as number;
          },
        },
      ];
    }
    const parts = {
      callables: { Counter },
      privates: new Map([[Counter, Counter.privates]]),
      allocate: () => Counter.of(-1),
    };
    const code = `exports.counter = {
      forward(past, future) { future['#count'] = past['#count'] * 2; },
      backward(future, past) { past['#count'] = future['#count'] / 2; },
    };`;
    const counterPlan = plan({
      roots: [root('counter')],
      types: [
        type('Counter', [field('#count', { how: 'map' })], {
          pastClass: 'm.ts#Counter',
          futureClass: 'm.ts#Counter',
          mapper: M_MAPPER('counter'),
        }),
      ],
      mappers: [mapperModule(code)],
    });
    const program = (counter?: Counter) => handMade({ ...parts, variables: { counter } });
    const [future, reversed] = [program(), program()];
    const { report } = await rehearseHere(counterPlan, program(Counter.of(21)), future, reversed);
    expect(report.mismatches).toEqual([]);
    expect(report.compared).toBe(2);
    const read = Counter.privates[0]!.read;
    expect([read(future.variables['counter'] as Counter), read(reversed.variables['counter'] as Counter)]).toEqual([
      42, 21,
    ]);
    expect(Object.keys(reversed.variables['counter'] as Counter)).toEqual([]);
  });

  it('gives an added root what its mapper makes of nothing, on the way there only', async () => {
    const code = `exports.limits = {
      forward(past) { return { past, given: [1, 2] }; },
      backward() { throw new Error('there is nothing to go back to'); },
    };`;
    const limits = root('limits', { past: null, pastPosition: null, how: 'map', mapper: M_MAPPER('limits') });
    const added = plan({ roots: [root('total'), limits], mappers: [mapperModule(code)] });
    const future = handMade({ variables: { total: 0, limits: null } });
    const reversed = handMade({ variables: { total: 0 } });
    const done = await rehearseHere(added, handMade({ variables: { total: 7 } }), future, reversed);
    expect([done.forward.failure, done.backward.failure]).toEqual([null, null]);
    expect(future.variables).toEqual({ total: 7, limits: { past: undefined, given: [1, 2] } });
    expect(done.report.mismatches).toEqual([]);
    expect(reversed.variables).toEqual({ total: 7 });

    const absent = handMade({ variables: { total: 0 } });
    const { forward } = await rehearseHere(added, handMade({ variables: { total: 7 } }), absent, reversed);
    expect(forward.unset.map((one) => one.root)).toEqual(['m.ts#limits']);
  });
});

describe('a transfer without mappers', () => {
  it('fills what a const holds in place, so that aliases of start-up stay', async () => {
    const inner = { hits: 0 };
    const variables = { store: { inner, list: [0], seen: new Map([['boot', inner]]) } };
    const aliases = { ...variables.store };
    const future = handMade({ variables, consts: ['store'] });
    const past = handMade({ variables: { store: { inner: { hits: 9 }, list: [1, 2], seen: new Map([['a', 1]]) } } });
    const reversed = handMade({ variables: { store: {} } });
    const { report } = await rehearseHere(plan({ roots: [root('store', { kind: 'const' })] }), past, future, reversed);
    expect(report.mismatches).toEqual([]);
    expect(variables.store.inner).toBe(aliases.inner);
    expect(aliases).toEqual({ inner: { hits: 9 }, list: [1, 2], seen: new Map([['a', 1]]) });
  });

  it('puts removed fields back, with what they refer to', async () => {
    const friend: { name: string; old: unknown } = { name: 'b', old: 1 };
    const users = [{ name: 'a', old: { friend, only: [1] } as unknown }, friend];
    friend.old = users[0];
    const user = { kind: 'object', type: 'm.ts#User' } as const;
    const userPlan = plan({
      roots: [root('users', { shape: { kind: 'array', element: user } }), root('gone', { future: null, how: 'drop' })],
      types: [type('User', [field('name'), field('old', { future: null, how: 'drop', change: 'removed' })])],
    });
    const past = handMade({ variables: { users, gone: { friend } } });
    const future = handMade({ variables: { users: undefined } });
    const reversed = handMade({ variables: { users: undefined, gone: undefined } });
    const { report } = await rehearseHere(userPlan, past, future, reversed);
    expect(report.mismatches).toEqual([]);
    expect(report.excluded).toEqual([
      expect.stringMatching(/^m.ts#gone: .*kept aside/),
      expect.stringMatching(/users\[0\].old \(and 1 more\)/),
    ]);
    expect(future.variables['users']).toEqual([{ name: 'a' }, { name: 'b' }]);
    const back = reversed.variables['users'] as typeof users;
    expect((back[0]!.old as { friend: object }).friend).toBe(back[1]);
    expect(back[1]!.old).toBe(back[0]);
    expect((reversed.variables['gone'] as { friend: object }).friend).toBe(back[1]);
  });

  it('gives new fields what the initializer says, and carries renamed ones', async () => {
    const user = { kind: 'object', type: 'm.ts#User' } as const;
    const fields = [
      field('mail', { future: 'email', change: 'renamed' }),
      field('tags', { past: null, how: 'new', initializer: '[]' }),
    ];
    const userPlan = plan({ roots: [root('user', { shape: user })], types: [type('User', fields)] });
    const future = handMade({ variables: { user: undefined } });
    const reversed = handMade({ variables: { user: undefined } });
    const { report } = await rehearseHere(userPlan, handMade({ variables: { user: { mail: 'x' } } }), future, reversed);
    expect(report.mismatches).toEqual([]);
    expect(future.variables['user']).toEqual({ email: 'x', tags: [] });
  });

  it('does not move what is undecided, and says so', async () => {
    const undecided = plan({ roots: [root('a', { how: 'undecided' }), root('b')] });
    const program = (a: number, b: number) => handMade({ variables: { a, b } });
    const future = program(0, 0);
    const { report } = await rehearseHere(undecided, program(1, 1), future, program(0, 0));
    expect(future.variables).toEqual({ a: 0, b: 1 });
    expect(report).toMatchObject({
      mismatches: [],
      compared: 1,
      excluded: [expect.stringContaining('m.ts#a: nobody has')],
    });
  });

  it('leaves out functions that the future version does not have', async () => {
    function old() {}
    const program = (handler: unknown, callables: Record<string, Function>) =>
      handMade({ variables: { handler }, callables });
    const { report } = await rehearseHere(
      plan({ roots: [root('handler')] }),
      program(old, { old }),
      program(undefined, {}),
      program(undefined, { old }),
    );
    expect(report).toMatchObject({
      mismatches: [],
      compared: 0,
      excluded: ['m.ts#handler: the future version has no m.ts#old'],
    });
  });
});
