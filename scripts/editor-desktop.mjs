// Runs the extension's suite in desktop VS Code, which `@vscode/test-electron` downloads from the open internet.

import { LabError } from './editor-lab.mjs';

/** As `runInCodeServer`, without a page: the window is the desktop's, so nothing takes screenshots. */
export async function runInDesktop({ extension, suite, workspace, env, finished }) {
  const { runTests } = await import('@vscode/test-electron');
  try {
    await runTests({
      extensionDevelopmentPath: extension,
      extensionTestsPath: suite,
      extensionTestsEnv: env,
      launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
    });
  } catch (error) {
    // A failed test ends it too; the result file tells which, where there is one.
    await finished(null).catch(() => {
      throw new LabError(`Desktop VS Code could not be started: ${error.message}`);
    });
  }
}
