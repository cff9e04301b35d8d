import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileMapper } from '@timeferry/analysis/compile-mapper';
import { buildPlan } from '@timeferry/analysis/plan/build-plan';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { MapperModule, TransferPlan } from '@timeferry/analysis/transfer-plan';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TransferDisk } from '../../analysis/test/support/transfer-disk.ts';
import { checkSubject, type SubjectResult } from '../src/check-subject.ts';
import { scratchPlace } from '../src/scratch-place.ts';
import { subjectsOf } from '../src/subject.ts';
import { DECLARATION_RULE_CASES } from './declaration-rule-cases.ts';
import type { Mutant } from './rule-case.ts';
import { RULE_CASES } from './rule-cases.ts';
import { diffSources } from './versions.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(scratchPlace(), 'ferry-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const CASES = [...RULE_CASES, ...DECLARATION_RULE_CASES];

describe.each(CASES.map((each, index) => [each.rule, index + 1, each] as const))('%s (%i)', (_, __, each) => {
  const past = { [each.pastModule ?? 'src/m.ts']: each.past };
  const future = { 'src/m.ts': each.future };
  const diff = diffSources(past, future, { future: { compilerOptions: each.options } });
  const { plan } = buildPlan({ diff, transferFiles: new Map(), transferRoot: null });

  test('is judged auto', () => {
    expect(verdictOf(diff, each.target, each.field)).toBe('auto');
  });

  test('is written as code that fits both versions', () => {
    const disk = new TransferDisk({ past, future, tsconfigFuture: each.options });
    expect(disk.check(disk.generate(new Map()))).toEqual([]);
  });

  test('loses nothing on arbitrary values', () => {
    expect(check(diff, plan, each.target)).toMatchObject({ outcome: 'holds', counterexample: null });
  });

  test.each(Object.entries(each.mutants))('a generator that %s is found out', (_name, mutant) => {
    expect(check(diff, mutated(plan, mutant), each.target)).toMatchObject({ outcome: 'broken' });
  });
});

function check(diff: StateDiff, plan: TransferPlan, target: string): SubjectResult {
  const subjects = subjectsOf(diff, plan);
  const subject = subjects.find((one) => one.target === target);
  if (!subject) throw new Error(`${target} is not among ${subjects.map((one) => one.target).join(', ')}`);
  const targets = new Set(subjects.map((one) => one.target));
  return checkSubject(subject, { diff, plan, targets, folder }, { seed: 11, runs: 40 });
}

function verdictOf({ types, roots }: StateDiff, target: string, field: string | undefined): string | undefined {
  const pair = types.find(({ key }) => key === target);
  if (!pair) return roots.find(({ future }) => future?.name === target)?.own;
  if (field === undefined) return pair.own.verdict;
  return pair.fields.find(({ past, future }) => (future ?? past)!.name === field)?.verdict;
}

/** The plan as a wrong generator would have made it. Throws where the mutant changes nothing. */
function mutated(plan: TransferPlan, mutant: Mutant): TransferPlan {
  if (typeof mutant === 'function') return mutant(plan);
  const mappers = plan.mappers.map((module) => mutatedModule(module, mutant));
  if (mappers.every((module, index) => module.source === plan.mappers[index]!.source)) {
    const sources = plan.mappers.map(({ source }) => source).join('\n');
    throw new Error(`The generated code has no ${mutant[0]}:\n${sources}`);
  }
  return { ...plan, mappers };
}

function mutatedModule({ name, source }: MapperModule, [from, to]: readonly [string | RegExp, string]): MapperModule {
  return compileMapper(name, source.replace(from, to), null);
}
