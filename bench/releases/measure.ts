import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diffReport } from '@timeferry/analysis/diff-report';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { Verdict } from '@timeferry/analysis/verdict';
import { checkVersions } from '@timeferry/project/check-versions';
import { diffVersions } from '@timeferry/project/diff-versions';
import { generateVersions } from '@timeferry/project/generate-versions';
import { openProject } from '@timeferry/project/open-project';
import { readTransfer } from '@timeferry/project/transfer-folder';
import type { LaidOut } from './lay-out.ts';
import type { Pair } from './pair.ts';
import { type Score, score } from './score.ts';

/** What was measured of one pair. */
export interface Measured {
  readonly pair: Pair;
  readonly types: number;
  readonly fields: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Lines of the generated modules that a person has to write. */
  readonly lines: number;
  readonly score: Score;
  /** What the compiler says of the generated modules, the values that are left to write apart. */
  readonly faults: readonly string[];
  /** Files that a second `generate` changed. */
  readonly churn: readonly string[];
  /** Of the cold diff. */
  readonly milliseconds: number;
  readonly problems: readonly string[];
}

/** Diffs both versions of a pair, generates the transfer modules into a fresh folder beside them, and checks those. */
export function measure(pair: Pair, { past, future }: LaidOut, out: string): Measured {
  const project = openProject({ past, future, out, transfer: out }, future);
  const start = performance.now();
  const diff = diffVersions(project);
  const milliseconds = performance.now() - start;
  const problems = [...diff.past.problems, ...diff.future.problems].map(({ message }) => message);
  generateVersions(project);
  const churn = generateVersions(project).written;
  const { problems: said } = checkVersions(project);
  const faults = said.filter(({ message }) => !/\bTODO_/.test(message));
  return {
    pair,
    ...sizeOf(diff),
    verdicts: diffReport(diff).summary,
    lines: linesToWrite(future, out),
    score: score(pair, diff),
    faults: faults.map(({ file, line, message }) => `${file}:${line}: ${message}`),
    churn,
    milliseconds,
    problems,
  };
}

/** Lines that name a placeholder of `generate` in the place of a value. */
function linesToWrite(root: string, out: string): number {
  const lines = [...readTransfer(root, { out }).values()].flatMap((text) => text.split('\n'));
  return lines.filter((line) => !line.trimStart().startsWith('//') && /\bTODO_/.test(line)).length;
}

/** Object types and fields that state reaches in either version. */
function sizeOf({ types }: StateDiff) {
  const fields = types.map(({ past, future }) => Math.max(past?.fields.length ?? 0, future?.fields.length ?? 0));
  return { types: types.length, fields: fields.reduce((sum, count) => sum + count, 0) };
}

/** Removes what an earlier run generated. */
export async function freshFolder(folder: string, pair: Pair): Promise<string> {
  const out = join(folder, pair.name, 'transfer');
  await rm(out, { recursive: true, force: true });
  return out;
}
