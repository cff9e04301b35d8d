import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkTransfer } from '@timeferry/analysis/check-transfer';
import { buildPlan } from '@timeferry/analysis/plan/build-plan';
import { diskFiles } from '@timeferry/project/disk-files';
import { listeningSockets } from '@timeferry/transfer/process-facts-sockets';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { rehearse } from '@timeferry/transfer/rehearse';
import type { RunningProgram } from './program.ts';

/** By what a fault was detected, or why it was not. */
export type Detection =
  | 'error'
  | 'time limit'
  | 'memory limit'
  | 'state comparison'
  | 'check of the future state'
  | 'type check'
  | 'equivalent'
  | 'missed';

export interface Tried {
  readonly detection: Detection;
  /** What is wrong with the past process or its surroundings afterwards; nothing should be. */
  readonly harm: readonly string[];
  /** What the rehearsal said first. */
  readonly said: string;
}

/** What a rehearsal with the right transfer module left: what every other one is held against. */
export interface Baseline {
  readonly past: string;
  readonly future: string;
  readonly sockets: number;
}

const LIMITS = { timeoutMs: 6_000, memoryMb: 192, allow: [] };

/** Rehearses with the right transfer module. Throws where that is no match, for then no fault could be told from it. */
export async function baselineOf(program: RunningProgram): Promise<Baseline> {
  const report = await rehearseWith(program, program.transfer);
  if (report.outcome !== 'match') throw new Error(`${program.name} does not match: ${said(report)}`);
  return { ...(await dumpsOf(program)), sockets: listeningSockets(program.pid).length };
}

/** Rehearses with a faulty transfer module, and looks at the past process afterwards. */
export async function tryFault(program: RunningProgram, text: string, baseline: Baseline): Promise<Tried> {
  const report = await rehearseWith(program, text);
  const detection = await detectionOf(report, program, text, baseline);
  return { detection, harm: await harmTo(program, baseline), said: said(report) };
}

async function rehearseWith(program: RunningProgram, text: string): Promise<RehearsalReport> {
  const { project, diff, folder, pid } = program;
  const files = new Map([
    ['src/app.ts', text],
    ['invariants.ts', program.invariants],
  ]);
  const { plan } = buildPlan({ diff, transferFiles: files, transferRoot: join(folder, 'transfer') });
  const run = { executable: process.execPath, args: ['dist/main.js'] };
  await mkdir(join(folder, 'dump'), { recursive: true });
  return rehearse({
    past: { pid },
    pastRoot: project.past.root,
    futureRoot: project.future.root,
    pastRun: run,
    futureRun: run,
    plan,
    declared: diff,
    dump: join(folder, 'dump'),
    ...LIMITS,
  });
}

async function detectionOf(
  { outcome, error, mismatches }: RehearsalReport,
  program: RunningProgram,
  text: string,
  baseline: Baseline,
): Promise<Detection> {
  if (error) return error.kind === 'timeout' ? 'time limit' : error.kind === 'memory' ? 'memory limit' : 'error';
  if (outcome === 'mismatch') {
    return mismatches.every(({ reversed }) => reversed === 'not looked at')
      ? 'check of the future state'
      : 'state comparison';
  }
  if ((await dumpsOf(program)).future === baseline.future) return 'equivalent';
  return typeProblems(program, text) > 0 ? 'type check' : 'missed';
}

function typeProblems({ project, folder }: RunningProgram, text: string): number {
  return checkTransfer({
    pastRoot: project.past.root,
    futureRoot: project.future.root,
    transferRoot: join(folder, 'transfer'),
    fileSystem: diskFiles(),
    files: new Map([['src/app.ts', text]]),
  }).length;
}

async function harmTo(program: RunningProgram, baseline: Baseline): Promise<string[]> {
  const harm: string[] = [];
  const answer = await program.served().catch((error: Error) => error.message);
  if (answer !== 'served') harm.push(`it no longer serves: ${answer}`);
  if (listeningSockets(program.pid).length !== baseline.sockets) harm.push('it listens on another port');
  const strays = await straysOf(program);
  if (strays.length > 0) harm.push(`processes are left: ${strays.join(', ')}`);
  return harm;
}

/** Processes that were started in the program's folder, the past one left out. */
async function straysOf({ folder, pid }: RunningProgram): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((each) => Number.isInteger(each) && each !== pid);
  const inside = await Promise.all(
    pids.map(async (each) => {
      const { readlink } = await import('node:fs/promises');
      const cwd = await readlink(`/proc/${each}/cwd`).catch(() => '');
      return cwd.startsWith(folder);
    }),
  );
  return pids.filter((_, index) => inside[index]);
}

async function dumpsOf({ folder }: RunningProgram): Promise<{ past: string; future: string }> {
  const read = (name: string) => readFile(join(folder, 'dump', `${name}.json`), 'utf8');
  return { past: await read('past'), future: await read('future') };
}

function said({ outcome, error, mismatches }: RehearsalReport): string {
  const first = mismatches[0];
  return error?.message ?? (first ? `${first.path}: ${first.why}` : outcome);
}
