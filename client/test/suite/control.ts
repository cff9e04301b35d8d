import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The folder through which the suite and its launcher speak. */
export function controlFolder(): string {
  const folder = process.env['TIMEFERRY_TEST_CONTROL'];
  if (!folder) throw new Error('TIMEFERRY_TEST_CONTROL names no folder; start the suite with scripts/test-editor.mjs.');
  return folder;
}

export function appendResult(title: string, error: string | null): void {
  appendFileSync(join(controlFolder(), 'results'), `${JSON.stringify({ title, error })}\n`);
}

/** Has the launcher take a screenshot, where it can. */
export async function takeScreenshot(name: string): Promise<void> {
  if (!process.env['TIMEFERRY_TEST_SCREENSHOTS']) return;
  writeFileSync(join(controlFolder(), `${name}.wanted`), '');
  while (!existsSync(join(controlFolder(), `${name}.taken`))) await delay(50);
}
