import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkTransfer } from '@timeferry/analysis/check-transfer';
import { buildPlan } from '@timeferry/analysis/plan/build-plan';
import { diskFiles } from '@timeferry/project/disk-files';
import { listeningSockets } from '@timeferry/transfer/process-facts-sockets';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { rehearse } from '@timeferry/transfer/rehearse';
import type { RehearsalRequest } from '@timeferry/transfer/rehearse-request';
import type { Fault, KillFault, MessageFault, ModuleFault } from './fault.ts';
import { harmTo } from './harm.ts';
import { killRehearsal } from './killed-rehearsal.ts';
import type { RunningProgram } from './program.ts';
import type { Traffic, Wire } from './wire.ts';

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
  readonly traffic: Traffic;
}

type Outcome = Omit<Tried, 'harm'>;

/** After how long a rehearsal is called endless, in milliseconds: many times its limit. */
const PATIENCE_MS = 90_000;

/** Folders for what rehearsals captured. Where a message was spoilt the past state may have been misread, which harms nobody. */
const [DUMP, SPOILT] = ['dump', 'spoilt'];

const LIMITS = { timeoutMs: 6_000, memoryMb: 192, allow: [] };

/**
 * Rehearses with the right transfer module; gives what it left and what was sent over the wire. Throws where that is no
 * match, for then no fault could be told from it.
 */
export async function baselineOf(program: RunningProgram, wire: Wire): Promise<Baseline> {
  const { result, traffic } = await wire.tap(undefined, () => rehearseWith(program, program.transfer));
  if (result.outcome !== 'match') throw new Error(`${program.name} does not match: ${said(result)}`);
  return { ...(await dumpsOf(program)), sockets: listeningSockets(program.pid).length, traffic };
}

/** Rehearses with a fault, and looks at the past process afterwards. */
export async function tryFault(program: RunningProgram, fault: Fault, baseline: Baseline, wire: Wire): Promise<Tried> {
  const tried =
    'text' in fault
      ? tryModule(program, fault, baseline)
      : 'wire' in fault
        ? tryMessage(program, fault, baseline, wire)
        : tryKill(program, fault);
  const outcome = await tried;
  const harm = await harmTo(program, baseline.sockets);
  return { ...outcome, harm: [...harm, ...(await changeIn(program, baseline))] };
}

/** The state that the last rehearsal captured whose messages came through is what faults before it left. */
async function changeIn(program: RunningProgram, { past }: Baseline): Promise<string[]> {
  return (await dumpsOf(program)).past === past ? [] : ['its state is another'];
}

/** Throws where a program that was rehearsed with faults has another state than before them. */
export async function checkUnchanged(program: RunningProgram, baseline: Baseline): Promise<void> {
  await rehearseWith(program, program.transfer);
  const [change] = await changeIn(program, baseline);
  if (change !== undefined) throw new Error(`${program.name}: ${change}.`);
}

async function tryModule(program: RunningProgram, { text }: ModuleFault, baseline: Baseline): Promise<Outcome> {
  const report = await rehearseWith(program, text);
  return { detection: await detectionOf(report, program, text, baseline), said: said(report) };
}

/** A rehearsal that says that it cannot be done is no match either. */
async function tryMessage(
  program: RunningProgram,
  { wire: fault }: MessageFault,
  baseline: Baseline,
  wire: Wire,
): Promise<Outcome> {
  const run = () => rehearseWith(program, program.transfer, SPOILT);
  const rehearsed = wire.tap(fault, run).then(
    ({ result }) => result,
    (error: Error) => error,
  );
  const report = await Promise.race([rehearsed, delay(PATIENCE_MS, undefined, { ref: false })]);
  if (report === undefined) return { detection: 'missed', said: `It was not over after ${PATIENCE_MS} ms.` };
  if (report instanceof Error) return { detection: 'error', said: report.message };
  return { detection: await detectionOf(report, program, program.transfer, baseline, SPOILT), said: said(report) };
}

/** Whoever is killed calls nothing a match. */
async function tryKill(program: RunningProgram, fault: KillFault): Promise<Outcome> {
  const { dump: _, ...request } = await requestWith(program, program.transfer);
  return { detection: 'error', said: await killRehearsal(fault, request) };
}

async function rehearseWith(program: RunningProgram, text: string, dump = DUMP): Promise<RehearsalReport> {
  return rehearse(await requestWith(program, text, dump));
}

async function requestWith(program: RunningProgram, text: string, dump = DUMP): Promise<RehearsalRequest> {
  const { project, diff, folder, pid } = program;
  const files = new Map([
    ['src/app.ts', text],
    ['invariants.ts', program.invariants],
  ]);
  const { plan } = buildPlan({ diff, transferFiles: files, transferRoot: join(folder, 'transfer') });
  const run = { executable: process.execPath, args: ['dist/main.js'] };
  await mkdir(join(folder, dump), { recursive: true });
  return {
    past: { pid },
    pastRoot: project.past.root,
    futureRoot: project.future.root,
    pastRun: run,
    futureRun: run,
    plan,
    declared: diff,
    dump: join(folder, dump),
    ...LIMITS,
  };
}

async function detectionOf(
  { outcome, error, mismatches }: RehearsalReport,
  program: RunningProgram,
  text: string,
  baseline: Baseline,
  dump = DUMP,
): Promise<Detection> {
  if (error) return error.kind === 'timeout' ? 'time limit' : error.kind === 'memory' ? 'memory limit' : 'error';
  if (outcome === 'mismatch') {
    return mismatches.every(({ reversed }) => reversed === 'not looked at')
      ? 'check of the future state'
      : 'state comparison';
  }
  if ((await dumpsOf(program, dump)).future === baseline.future) return 'equivalent';
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

async function dumpsOf({ folder }: RunningProgram, dump = DUMP): Promise<{ past: string; future: string }> {
  const read = (name: string) => readFile(join(folder, dump, `${name}.json`), 'utf8');
  return { past: await read('past'), future: await read('future') };
}

function said({ outcome, error, mismatches }: RehearsalReport): string {
  const first = mismatches[0];
  return error?.message ?? (first ? `${first.path}: ${first.why}` : outcome);
}
