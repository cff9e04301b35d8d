import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { appendResult, controlFolder } from './control.ts';

/** Runs the suite inside the extension host. The launcher reads the results from the control folder as they come. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, bail: true, reporter: 'dot' });
  // What `mocha.addFile` does, for tests that are part of this bundle.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./editing.ts');
  await import('./rehearsing.ts');
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => appendResult(test.fullTitle(), null));
    runner.on('fail', (test, error) => appendResult(test.fullTitle(), error.stack ?? error.message));
  });
  writeFileSync(join(controlFolder(), 'end'), '');
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
