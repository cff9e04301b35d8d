// The whole of Timeferry in one run: a chat server with sessions in its memory is rehearsed onto its next version while
// clients keep talking to it; first with a transfer that has a fault, then with the right one.
// Ends with exit code 1 unless all of it came out as it should.

import { spawn } from 'node:child_process';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fill, ping, read } from '../samples/chat/drive.mjs';
import { capture, root } from './run.mjs';
import { setUp } from './set-up.mjs';

const sample = join(root, 'samples/chat');
const problems = [];

await setUp();
const server = await startPast();
try {
  say(`The past version runs as process ${server.pid}; a client fills it over HTTP.`);
  await fill(server.port);
  const before = JSON.stringify(await read(server.port));
  const traffic = startTraffic(server.port);

  say('Rehearsal with the wrong transfer: it type-checks and throws nothing, and still it loses something.');
  const wrong = await rehearse('transfer-wrong');
  expect(wrong.code === 1, `the wrong transfer gives exit code 1, not ${wrong.code}`);
  expect(/^\S*mismatch/m.test(wrong.stdout), 'the wrong transfer is a mismatch');
  expect(hasFrame(wrong.stdout, 'future'), 'the mismatch is shown at the field of the future version');
  expect(hasFrame(wrong.stdout, 'transfer-wrong'), 'the mismatch is shown at the line of the mapper');

  say('Rehearsal with the right transfer.');
  const right = await rehearse('transfer');
  expect(right.code === 0, `the right transfer gives exit code 0, not ${right.code}`);
  expect(/^\S*match/m.test(right.stdout), 'the right transfer matches');

  const { served, refused, slowest } = await traffic.stop();
  const after = JSON.stringify(await read(server.port));
  expect(before === after, 'the past process holds the same state as before');
  expect(refused === 0 && served > 0, 'the past process served every request');
  say(`Meanwhile the past process served ${served} requests and refused ${refused}; the slowest took ${slowest} ms.`);
} catch (error) {
  problems.push(error.message);
} finally {
  await server.end();
}
for (const problem of problems) console.error(`demo: ${problem}`);
if (problems.length > 0) process.exitCode = 1;
else say('Everything is as it should be: the fault was found before the update, and nobody noticed.');

/** Starts the past version as a user would, on a free port, and waits until it listens. */
async function startPast() {
  const child = spawn(process.execPath, ['--inspect-port=0', '--import', 'tsx/esm', 'src/server.ts'], {
    cwd: join(sample, 'past'),
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      const match = /listens on (\d+)/.exec(text);
      if (match) resolve(Number(match[1]));
    });
    child.once('exit', (code) => reject(new Error(`the past version ended with exit code ${code} before it listened`)));
  });
  const end = () => {
    child.kill();
    return ended;
  };
  return { pid: child.pid, port, end };
}

/** Runs the command line as the reader would type it, and shows it. */
async function rehearse(transfer) {
  const at = (folder) => relative(root, join(sample, folder));
  const args = [
    'rehearse',
    '--past',
    at('past'),
    '--future',
    at('future'),
    '--transfer',
    at(transfer),
    '--pid',
    server.pid,
  ];
  console.log(`$ npx timeferry ${args.join(' ')}`);
  return await capture(process.execPath, ['cli/bin/timeferry.mjs', ...args.map(String)], { show: true });
}

/** Whether the output shows source lines of a file in this folder, with the caret. */
function hasFrame(output, folder) {
  const [, frame] = output.split(new RegExp(`samples/chat/${folder}/\\S+:\\d+:\\d+`));
  return frame !== undefined && /^\s*\|\s+\^/m.test(frame.split('\n').slice(0, 8).join('\n'));
}

/** Sends requests one after the other until it is stopped, and counts. */
function startTraffic(port) {
  const counts = { served: 0, refused: 0, slowest: 0 };
  let running = true;
  const loop = (async () => {
    while (running) {
      const start = performance.now();
      try {
        await ping(port);
        counts.served += 1;
      } catch {
        counts.refused += 1;
      }
      counts.slowest = Math.max(counts.slowest, Math.round(performance.now() - start));
      await pause(2);
    }
  })();
  return {
    stop: async () => {
      running = false;
      await loop;
      return counts;
    },
  };
}

function expect(holds, what) {
  if (!holds) problems.push(`it was expected that ${what}`);
}

function say(text) {
  console.log(`\n== ${text}\n`);
}
