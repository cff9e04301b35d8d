import { breachMismatches } from './breach-mismatches.ts';
import { readCapture } from './capture-file.ts';
import { checkDeclared, type Declared } from './check-declared.ts';
import type { Absences } from './compare-graphs.ts';
import { type Captures, reportComparison } from './compare-report.ts';
import { writeDump } from './dump-files.ts';
import { createPrivateFolder } from './private-folder.ts';
import type { HeldEffect, RehearsalReport } from './rehearsal-report.ts';
import type { RehearsalContext } from './rehearse-context.ts';
import { capturePast, type PastCapture } from './rehearse-past.ts';
import { Phases, RehearsalFailure } from './rehearse-phases.ts';
import type { RehearsalEvents, RehearsalRequest } from './rehearse-request.ts';
import { type FilledVersion, fillVersion } from './rehearse-version.ts';
import { secretsOf, withoutSecrets } from './secrets.ts';

/**
 * Rehearses a transfer: past -> future -> reversed, then compares past with reversed. The past process is read at one
 * consistent moment and runs on unchanged. Mappers that throw, hang, crash or use up memory are an outcome of the
 * report; what is wrong with the surroundings (no such process, no inspector) is thrown. Whatever happens, nothing that
 * was started or opened here is left.
 */
export async function rehearse(request: RehearsalRequest, events: RehearsalEvents = {}): Promise<RehearsalReport> {
  const phases = new Phases(events, request.signal);
  const findings: Findings = { ...NOTHING_FOUND };
  const secrets = secretsOf(request.past);
  const folder = await createPrivateFolder();
  try {
    await transact({ request, phases, folder: folder.path }, findings, events);
    return withoutSecrets(report(phases, findings), secrets);
  } catch (failure) {
    if (!(failure instanceof RehearsalFailure)) throw failure;
    findings.held = [...findings.held, ...failure.held];
    const outcome = failure.error.kind === 'refused' ? 'refused' : 'failed';
    return withoutSecrets({ ...report(phases, findings), outcome, error: failure.error }, secrets);
  } finally {
    await folder.remove();
  }
}

type Findings = {
  -readonly [Key in keyof Omit<RehearsalReport, 'schema' | 'outcome' | 'phases' | 'error'>]: RehearsalReport[Key];
};

const NOTHING_FOUND: Findings = {
  pauseMs: 0,
  objects: 0,
  bytes: 0,
  mismatches: [],
  excluded: [],
  unverified: [],
  breaches: [],
  held: [],
};

async function transact(context: RehearsalContext, findings: Findings, events: RehearsalEvents): Promise<void> {
  const { request, phases } = context;
  const past = await capturePast(context);
  Object.assign(findings, {
    pauseMs: past.pauseMs,
    searchMs: past.searchMs,
    objects: past.objects,
    bytes: past.bytes,
    unverified: past.unverified,
  });
  await events.onPastCaptured?.(past.file);
  const future = await fillVersion(context, 'future', past, past.file, past.closures);
  noteTransfer(findings, future, 'future');
  const known = { ...past, plan: future.plan };
  const reversed = await fillVersion(context, 'reversed', known, future.file, future.closures);
  noteTransfer(findings, reversed, 'reversed');
  const lost = new Set([...future.summary.lost, ...reversed.summary.lost]);
  const refused = new Map(future.summary.refused.map(({ code, why }) => [code, why]));
  await phases.run('compare', async () => {
    const captures = await readCaptures(past.file, future.file, reversed.file);
    if (request.dump !== undefined) await dumpAll(request.dump, captures);
    compare(known, captures, { lost, refused }, findings);
    if (request.declared) checkFuture(known, request.declared, captures, findings);
  });
}

function compare(
  { plan, missing }: PastCapture,
  captures: Captures,
  absences: Pick<Absences, 'lost' | 'refused'>,
  findings: Findings,
): void {
  const { compared, mismatches, excluded, unverified } = reportComparison(plan, captures, { ...absences, missing });
  const broken = breachMismatches(plan, findings.breaches ?? [], mismatches);
  findings.mismatches = [...mismatches, ...broken, ...findings.mismatches];
  findings.excluded = [...findings.excluded, ...excluded];
  findings.unverified = [...findings.unverified, ...unverified];
  if (compared > 0) return;
  const message = 'Nothing was compared: the past process holds none of the state that the plan says how to transfer.';
  throw new RehearsalFailure({ phase: 'compare', kind: 'refused', message });
}

/** What the way back may have undone shows in the future process alone. */
function checkFuture({ plan }: PastCapture, declared: Declared, captures: Captures, findings: Findings): void {
  const { mismatches, unverified } = checkDeclared(plan, declared, captures, findings.mismatches);
  findings.mismatches = [...findings.mismatches, ...mismatches];
  findings.unverified = [...findings.unverified, ...unverified];
}

function noteTransfer(
  findings: Findings,
  { summary, held, lostTimers: timers, lostPatches: patches, invariants }: FilledVersion,
  version: 'future' | 'reversed',
): void {
  findings.held = [...findings.held, ...held];
  findings.mismatches = [...findings.mismatches, ...invariants.mismatches];
  findings.unverified = [...findings.unverified, ...patches, ...invariants.unverified];
  findings.breaches = [...(findings.breaches ?? []), ...summary.breaches];
  const unset = summary.unset.map(({ root, why }) => `${root} of the ${version} process: ${why}`);
  findings.excluded = [...findings.excluded, ...unset, ...timers];
  if (version === 'future') findings.unverified = [...findings.unverified, ...summary.rebuilt.map(describeRebuilt)];
}

function describeRebuilt({ code, count }: FilledVersion['summary']['rebuilt'][number]): string {
  const what =
    count === 1 ? 'a closure made after start-up, which was' : `${count} closures made after start-up, which were`;
  return `${code}: ${what} made anew of the new version's code with the captured values`;
}

async function readCaptures(past: string, future: string, reversed: string): Promise<Captures> {
  return { past: await readCapture(past), future: await readCapture(future), reversed: await readCapture(reversed) };
}

async function dumpAll(folder: string, { past, future, reversed }: Captures): Promise<void> {
  await writeDump(folder, 'past', past);
  await writeDump(folder, 'future', future);
  await writeDump(folder, 'reversed', reversed);
}

function report(phases: Phases, findings: Findings): RehearsalReport {
  const outcome = findings.mismatches.length === 0 ? 'match' : 'mismatch';
  const isNative = ({ kind }: HeldEffect) => kind === 'native code';
  const unverified = [...findings.unverified, ...findings.held.filter(isNative).map(describeNative)];
  const held = findings.held.filter((effect) => !isNative(effect));
  return { schema: 1, outcome, phases: phases.times, ...findings, unverified, held };
}

function describeNative({ version, what }: HeldEffect): string {
  return `native code ${what} runs in the ${version} process: nobody sees its effects, so they were not held back`;
}
