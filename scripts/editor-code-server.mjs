// Runs the extension's suite in the VS Code server that the npm package code-server ships, with Chromium as its window.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { installBrowser, installEditor, LabError } from './editor-lab.mjs';

const START_MS = 60_000;
const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Opens `workspace` in the editor with the extension in `extension` and runs `suite` in its extension host. Resolves once
 * `finished` does; `page` serves what only the screen shows. Everything that it started has ended by then.
 */
export async function runInCodeServer({ extension, suite, workspace, env, scratch, log, finished }) {
  const browserPath = installBrowser(log);
  const editor = await installEditor(log);
  const port = await freePort();
  const server = await startServer(editor, port, { env, dataFolder: join(scratch, 'data') });
  const browser = await chromium.launch({ executablePath: browserPath, args: BROWSER_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 });
    await page.goto(windowUrl(port, { extension, suite, workspace }));
    await Promise.race([finished(page), server.ended]);
  } finally {
    await browser.close();
    await server.stop();
  }
}

function windowUrl(port, { extension, suite, workspace }) {
  const authority = `vscode-remote://127.0.0.1:${port}`;
  const payload = [
    ['extensionDevelopmentPath', `${authority}${extension}`],
    ['extensionTestsPath', `${authority}${suite}`],
  ];
  return `http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

async function startServer({ node, serverMain }, port, { env, dataFolder }) {
  await mkdir(dataFolder, { recursive: true });
  const args = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
  const options = [
    '--accept-server-license-terms',
    '--enable-smoke-test-driver',
    '--disable-workspace-trust',
    '--telemetry-level',
    'off',
  ];
  // A process group of its own, so that its extension host and what that started end with it.
  const child = spawn(node, [serverMain, ...args, ...options, '--server-data-dir', dataFolder], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const exit = once(child, 'exit');
  const ended = exit.then(() => {
    throw new LabError(`The editor's server ended early: ${output.trim().split('\n').slice(-3).join(' | ')}`);
  });
  ended.catch(() => {});
  await Promise.race([waitUntilServing(port), ended]);
  return {
    ended,
    async stop() {
      if (child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      const patience = delay(5000, 'late');
      if ((await Promise.race([exit, patience])) === 'late') process.kill(-child.pid, 'SIGKILL');
    },
  };
}

async function waitUntilServing(port) {
  for (const start = Date.now(); Date.now() - start < START_MS; await delay(100)) {
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new LabError(`The editor's server did not answer on port ${port} within ${START_MS / 1000} s.`);
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
