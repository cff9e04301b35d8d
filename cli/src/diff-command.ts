import { diffReport } from '@timeferry/analysis/diff-report';
import { describeProblem, diffVersions, explainVersions } from '@timeferry/project/diff-versions';
import type { Project } from '@timeferry/project/open-project';
import { renderDiff } from './render-diff.ts';
import type { Terminal } from './terminal.ts';

/** `timeferry diff`: says what differs; faults in the sources go to standard error. */
export async function runDiff(project: Project, terminal: Terminal): Promise<number> {
  const diff = diffVersions(project);
  for (const version of ['past', 'future'] as const) {
    for (const problem of diff[version].problems) {
      await terminal.error(`timeferry: ${describeProblem(problem, project[version])}\n`);
    }
  }
  const report = diffReport(explainVersions(diff, project));
  const { json } = project.settings;
  await terminal.out(
    json ? `${JSON.stringify(report, null, 2)}\n` : renderDiff(report, terminal.paint, terminal.width),
  );
  return 0;
}
