import { fileURLToPath } from 'node:url';
import { attach } from '@timeferry/transfer/attached-process';
import { expect, test } from 'vitest';
import { LiveServer, layOut } from './live-program.ts';
import { nodeOf } from './nodes.ts';

test.each([22, 24] as const)('a program on Node %i serves on when it is let go, again and again', async (release) => {
  await using versions = await layOut(fileURLToPath(new URL('cases/values', import.meta.url)));
  await using server = await LiveServer.start(versions.past, ['src/app.ts'], nodeOf(release));
  for (let times = 0; times < 3; times++) {
    const attached = await attach(server.pid);
    for (const domain of ['Runtime', 'Debugger', 'HeapProfiler']) await attached.session.send(`${domain}.enable`);
    await attached.detach();
    expect(await server.ask('nothing')).toBe('undefined');
  }
});
