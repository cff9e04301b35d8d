import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lineStarts, positionAt } from '@timeferry/analysis/compile-mapper';
import { readMappers } from '@timeferry/analysis/generate/read-mappers';
import type { Project } from '@timeferry/project/open-project';
import type { PlannedTransfer } from '@timeferry/project/plan-transfer';
import {
  hashOf,
  type PropertyResult,
  type PropertyResults,
  writePropertyResults,
} from '@timeferry/project/property-results';
import { checkProperties } from '@timeferry/properties/check-properties';
import type { MapperResult } from '@timeferry/properties/checking';
import { type Subject, subjectsOf } from '@timeferry/properties/subject';
import type { Finding } from './sarif.ts';

/** What `check --properties` found, as it is kept, printed and reported. */
export interface CheckedMappers {
  readonly results: PropertyResults;
  readonly findings: readonly Finding[];
  /** Test files that were written. */
  readonly saved: readonly string[];
}

const RUNS = 100;
const TIMEOUT_MS = 5_000;
const MEMORY_MB = 512;

/** Tries every mapper of a project on arbitrary values, keeps the results for the editor, and saves tests where asked to. */
export async function checkMappers(project: Project, planned: PlannedTransfer): Promise<CheckedMappers> {
  const { settings, past, future } = project;
  const { seed = randomSeed(), runs = RUNS, timeout: timeoutMs = TIMEOUT_MS, memory: memoryMb = MEMORY_MB } = settings;
  const tests = settings['save-tests'] ?? null;
  const transferFromTests = tests === null ? null : relative(tests, planned.folder).replaceAll('\\', '/');
  const { diff, plan } = planned;
  const found = await checkProperties({ diff, plan, seed, runs, timeoutMs, transferFromTests }, { memoryMb });
  const subjects = new Map(subjectsOf(diff, plan).map((subject) => [subject.target, subject]));
  const mappers = found.map((result) => describe(result, subjects.get(result.target)!, planned, seed));
  const results = {
    schema: 1,
    at: new Date().toISOString(),
    past: past.spec,
    future: future.spec,
    seed,
    runs,
    mappers,
  } as const;
  writePropertyResults(planned.folder, results);
  const findings = mappers.flatMap((result) => findingOf(result, planned, project) ?? []);
  return { results, findings, saved: tests === null ? [] : found.flatMap((result) => save(result, tests) ?? []) };
}

/** Short enough to be typed again. */
function randomSeed(): number {
  return 1 + Math.floor(Math.random() * 999_999_999);
}

function describe(
  result: MapperResult,
  subject: Subject,
  { plan, files }: PlannedTransfer,
  seed: number,
): PropertyResult {
  const { target, outcome, runs, why, counterexample: found } = result;
  const { mapper, law } = subject;
  const isWritten = plan.mappers.some(({ name, path }) => name === mapper?.module && path !== null);
  const file = mapper && isWritten ? mapper.module : null;
  const text = file === null ? undefined : files.get(file);
  const start = text === undefined ? undefined : startOf(text, mapper!.export);
  const line = start?.line ?? 0;
  const counterexample = found && {
    text: found.text,
    message: found.message,
    direction: found.direction,
    path: found.path,
    line: file === null ? 0 : (found.line ?? line),
    column: file === null ? 0 : (found.column ?? 1),
  };
  const hash = text === undefined ? null : hashOf(text);
  const name = mapper?.export ?? null;
  return { target, for: subject.for, law, file, export: name, line, hash, outcome, runs, seed, counterexample, why };
}

function startOf(text: string, exported: string): { line: number; column: number } | undefined {
  const mapper = readMappers(text).find((one) => one.export === exported);
  return mapper && positionAt(lineStarts(text), mapper.start);
}

/** Shown at the mapper; at the declaration in the future version where nobody wrote one. */
function findingOf(result: PropertyResult, { diff, folder }: PlannedTransfer, { future }: Project): Finding | null {
  const { target, counterexample: found, file } = result;
  if (!found) return null;
  const message = `${target}: ${found.text}`;
  const finding = { rule: 'property', level: 'error', message } as const;
  if (file !== null) return { ...finding, path: join(folder, file), line: found.line, column: found.column };
  const piece = diff.future.types.get(target) ?? diff.future.roots.find((root) => root.name === target);
  if (!piece) return { ...finding, path: join(future.root, 'package.json'), line: 1, column: 1 };
  const { position } = piece;
  return { ...finding, path: join(future.root, position.file), line: position.line, column: position.column };
}

/** The test that shows a counterexample, in a file named by its target. */
function save({ target, counterexample }: MapperResult, folder: string): string | null {
  if (!counterexample || counterexample.test === null) return null;
  const name = `${target.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '')}.test.mjs`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), counterexample.test);
  return join(folder, name);
}
