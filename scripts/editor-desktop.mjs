// Runs the extension's suite in desktop VS Code, which `@vscode/test-electron` downloads from the open internet.

import { LabError } from './editor-lab.mjs';

/** As `runInCodeServer`, without a page: the window is the desktop's, so nothing takes screenshots. */
export async function runInDesktop({ extension, suite, workspace, env, finished }) {
  const { runTests } = await import('@vscode/test-electron');
  let failure = 'it ended without running the suite';
  await runTests({
    extensionDevelopmentPath: extension,
    extensionTestsPath: suite,
    extensionTestsEnv: env,
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  }).catch((error) => {
    // A failed test ends it too; what the suite has written tells.
    failure = error.message;
  });
  await finished(null).catch(() => {
    throw new LabError(`Desktop VS Code could not run the suite: ${failure}`);
  });
}
