import { relative } from 'node:path';
import type { Project } from '@timeferry/project/open-project';
import { rehearseVersions } from '@timeferry/project/rehearse-versions';
import { transferFolder } from '@timeferry/project/transfer-folder';
import { readCapture } from '@timeferry/transfer/capture-file';
import type { CaptureGraph } from '@timeferry/transfer/capture-graph';
import type { Phase, RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { renderRehearsal } from './render-rehearsal.ts';
import { type SavedTests, saveLiveTests } from './save-live-tests.ts';
import type { Terminal } from './terminal.ts';

/** `timeferry rehearse`: exit code 0 only where the reversed state equals the past state, 2 where there was nothing to compare. */
export async function runRehearse(project: Project, terminal: Terminal): Promise<number> {
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort(new Error('interrupted'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  const progress = terminal.watched ? new PhaseLine(terminal) : null;
  const { past, future, settings } = project;
  const tests = settings['save-tests'];
  let captured: CaptureGraph | undefined;
  const keep = async (file: string): Promise<void> => {
    captured = await readCapture(file);
  };
  try {
    const report = await rehearseVersions(project, {
      signal: interrupt.signal,
      events: {
        onPhase: (phase, done) => progress?.show(phase, done),
        ...(tests !== undefined && { onPastCaptured: keep }),
      },
    });
    const saved = tests !== undefined && captured ? await saveLiveTests(project, report, captured, tests) : undefined;
    await progress?.clear();
    const folders = { past: past.root, future: future.root, transfer: transferFolder(future.root, settings) };
    const tested = saved && { tests: saved.files };
    if (settings.json) await terminal.out(`${JSON.stringify({ ...report, ...tested }, null, 2)}\n`);
    else if (!comparedNothing(report)) await terminal.out(renderRehearsal(report, folders, terminal.paint));
    if (saved && !settings.json) await terminal.out(renderSaved(saved));
    if (!comparedNothing(report)) return report.outcome === 'match' ? 0 : 1;
    await terminal.error(`timeferry: ${report.error?.message ?? 'the state cannot be moved'}\n`);
    return 2;
  } catch (error) {
    await progress?.clear();
    if (!interrupt.signal.aborted) throw error;
    await terminal.error('timeferry: interrupted; all that was started is ended, and the past process runs on.\n');
    return 2;
  }
}

function renderSaved({ files, none }: SavedTests): string {
  const lines = [...files.map((file) => `Saved ${relative(process.cwd(), file)}.`), ...none];
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

/** Then the wrong versions were named. That a process is never at rest, though, is an answer about that process. */
function comparedNothing({ outcome, error }: RehearsalReport): boolean {
  return outcome === 'refused' && error?.phase === 'compare';
}

/** The phase that runs, on one line that is written over. */
class PhaseLine {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(phase: Phase, done: boolean): void {
    if (!done) void this.#terminal.error(`\r\u001b[K${phase} …`);
  }

  async clear(): Promise<void> {
    await this.#terminal.error('\r\u001b[K');
  }
}
