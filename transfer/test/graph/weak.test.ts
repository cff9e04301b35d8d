import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { capture } from '../../src/agents/capture.ts';
import { rebuild } from '../../src/agents/rebuild.ts';
import type { HiddenInside } from '../../src/live-program.ts';
import { handMade, plan, root } from './programs.ts';

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

/** Moves a key that is held by two variables, with all that refers to it weakly, to another program. */
async function moveWeak(): Promise<Record<string, unknown>> {
  const key = { id: 1 };
  const weak = { map: new WeakMap([[key, { of: key }]]), set: new WeakSet([key]), ref: new WeakRef(key) };
  const inside = new Map<object, HiddenInside>([
    [weak.map, { kind: 'weak', entries: [{ key, value: { of: key } }] }],
    [weak.set, { kind: 'weak', entries: [{ value: key }] }],
    [weak.ref, { kind: 'weak', entries: [{ value: key }] }],
  ]);
  const variables = { key, ...weak };
  const names = Object.keys(variables);
  const past = { ...handMade({ variables }), hiddenIn: (object: object) => inside.get(object) };
  const future = handMade({ variables: Object.fromEntries(names.map((name) => [name, undefined])) });
  const folder = await mkdtemp(join(tmpdir(), 'ferry-test-'));
  try {
    const file = join(folder, 'past');
    capture(past, { file, roots: names.map((name) => `m.ts#${name}`) });
    const { summary } = rebuild(future, {
      direction: 'forward',
      plan: plan({ roots: names.map((name) => root(name)) }),
      file,
    });
    expect(summary.failure).toBeNull();
    return future.variables;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('what was held weakly is held weakly afterwards, and no more than that', async () => {
  const moved = await moveWeak();
  const { map, set, ref } = moved as { map: WeakMap<object, object>; set: WeakSet<object>; ref: WeakRef<object> };
  await expectHeld(moved['key'] as object, map, set, ref);
  moved['key'] = undefined;
  // A reference that was read stays for the rest of that turn.
  for (let turn = 0; turn < 5 && ref.deref(); turn++) {
    await setImmediate();
    collectGarbage();
  }
  expect(ref.deref()).toBeUndefined();
});

async function expectHeld(
  key: object,
  map: WeakMap<object, object>,
  set: WeakSet<object>,
  ref: WeakRef<object>,
): Promise<void> {
  collectGarbage();
  expect(map.get(key)).toEqual({ of: key });
  expect([set.has(key), ref.deref() === key]).toEqual([true, true]);
}
