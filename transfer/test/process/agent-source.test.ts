import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { agentExpression, agentPath } from '../../src/agent-source.ts';

const require = createRequire(import.meta.url);

test('an agent is an expression that leaves nothing in the global scope', async () => {
  const before = Object.keys(globalThis);
  expect(runInThisContext(`(require) => ${await agentExpression('capture')}`)(require)).toBeTypeOf('object');
  expect(Object.keys(globalThis)).toEqual(before);
});

test('an agent that is not there is named', async () => {
  await expect(agentPath('missing')).rejects.toThrow(
    /^The agent "missing" is not built: run "node scripts\/build-agents\.mjs"\.$/,
  );
});
