import { createServer } from 'node:net';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { expect, test } from 'vitest';
import { Adapter } from './adapter.ts';

const samples = fileURLToPath(new URL('../../samples', import.meta.url));

test.each(['chat', 'shop'])(
  'the wrong transfer of the sample "%s" is shown at its field and at its mapper',
  {
    timeout: 180_000,
  },
  async (name) => {
    const sample = `${samples}/${name}`;
    const port = await freePort();
    const adapter = new Adapter();
    try {
      // The sample's own timeferry.json names the past version.
      const settings = { cwd: `${sample}/future`, transfer: '../transfer-wrong', env: { PORT: String(port) } };
      await adapter.begin('launch', { ...settings, driver: `${execPath} ../drive.mjs ${port}` });
      const stopped = await adapter.event<DebugProtocol.StoppedEvent>('stopped');
      expect(stopped.body.description).toBe('State mismatch');
      const { mismatches } = (await adapter.event('timeferry.report')).body as RehearsalReport;
      for (let left = mismatches.length; left > 0; left -= 1) {
        const [field, mapper] = (await adapter.stackTraceRequest({ threadId: 1 })).body.stackFrames;
        expect(field?.source?.path).toContain(`${sample}/future/src/`);
        expect(mapper?.source?.path).toContain(`${sample}/transfer-wrong/src/`);
        const [past, reversed] = await Promise.all([adapter.variables('Past'), adapter.variables('Reversed')]);
        expect(past[0]?.value).not.toBe(reversed[0]?.value);
        await adapter.continueRequest({ threadId: 1 });
      }
      await adapter.event('terminated');
    } finally {
      await adapter[Symbol.asyncDispose]();
    }
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
  },
);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
