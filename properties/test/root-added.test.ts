import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileMapper } from '@timeferry/analysis/compile-mapper';
import { buildPlan } from '@timeferry/analysis/plan/build-plan';
import type { StateModel } from '@timeferry/analysis/state-model';
import type { RootPlan, TransferPlan } from '@timeferry/analysis/transfer-plan';
import { capture } from '@timeferry/transfer/agents/capture';
import type { LiveRoot } from '@timeferry/transfer/live-program';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildValue } from '../src/build-value.ts';
import { travel } from '../src/journey.ts';
import type { Recipe } from '../src/recipe.ts';
import { scratchPlace } from '../src/scratch-place.ts';
import { StandInProgram } from '../src/stand-in-program.ts';
import { ValueRecipes } from '../src/value-recipes.ts';
import { diffSources } from './versions.ts';

// What start-up gives a root is no value that a mapper converts, so this rule is shown with two roots: one that both
// versions have, whose values are converted, and one that only the future version has.

const OLD = 'src/m.ts#boxes';
const NEW = 'src/m.ts#recent';
const RECENT = 'export let recent = new Map<string, Box>([]); export const forget = () => { recent = new Map(); };';
const module = (type: string, more: string) =>
  `export interface Box { id: string; n: ${type}; next: Box | null }
export const boxes: Box[] = []; export const add = (box: Box) => boxes.push(box);\n${more}`;

const diff = diffSources({ 'src/m.ts': module('bigint', '') }, { 'src/m.ts': module('string', RECENT) });
const { plan } = buildPlan({ diff, transferFiles: new Map(), transferRoot: null });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(scratchPlace(), 'ferry-root-added-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('root-added', () => {
  test('is judged auto', () => {
    expect(diff.roots.find(({ future }) => future?.name === NEW)).toMatchObject({ past: null, verdict: 'auto' });
  });

  test('keeps whatever start-up gave it, and the state beside it comes back', () => {
    expect(counterexample(plan)).toBeNull();
  });

  test.each<readonly [string, (plan: TransferPlan) => TransferPlan]>([
    ['takes it for the root beside it', (given) => changed(given, NEW, { past: OLD, how: 'carry' })],
    ['gives it another value', (given) => ({ ...changed(given, NEW, MAPPED), mappers: [...given.mappers, MAPPER] })],
    ['starts the root beside it anew too', (given) => changed(given, OLD, { how: 'new' })],
  ])('a generator that %s is found out', (_, broken) => {
    expect(counterexample(broken(plan))).not.toBeNull();
  });
});

const MAPPER = compileMapper(
  'recent.ts',
  `export const recent = { root: '${NEW}', law: 'new-only', forward() { return new Map(); }, backward() {} };`,
  null,
);
const MAPPED = { how: 'map', mapper: { module: 'recent.ts', export: 'recent', law: 'new-only' } } as const;

function changed(given: TransferPlan, name: string, change: Partial<RootPlan>): TransferPlan {
  return { ...given, roots: given.roots.map((root) => (root.future === name ? { ...root, ...change } : root)) };
}

/** What went wrong first with a plan, on arbitrary past values and arbitrary values that start-up gives. */
function counterexample(tried: TransferPlan): string | null {
  let found: string | null = null;
  const values = (model: StateModel, root: string) =>
    new ValueRecipes(model, {
      hints: { strings: [], numbers: [], bigints: [] },
      mayBeBare: () => false,
      mayShareDates: () => true,
      mustNotShare: () => false,
    }).of(model.roots.find(({ name }) => name === root)!.type, root);
  const property = fc.property(values(diff.past, OLD), values(diff.future, NEW), (old, fresh) => {
    found = faultOf(tried, old, fresh);
    return found === null;
  });
  fc.check(property, { seed: 3, numRuns: 40 });
  return found;
}

function faultOf(tried: TransferPlan, old: Recipe, fresh: Recipe): string | null {
  const [start, home] = [new StandInProgram(diff.past, OLD), new StandInProgram(diff.past, OLD)];
  const away = new StandInProgram(diff.future, OLD);
  const added = new StartedRoot();
  Object.assign(away, { roots: new Map([...away.roots, [NEW, added]]) });
  start.value = buildValue(old, start, diff.past);
  added.value = buildValue(fresh, away, diff.future);
  const before = { value: added.value, bytes: captured(away) };
  const stations = { start, away, home, direction: 'forward', plan: tried, diff, folder } as const;
  const { there, back, mismatches } = travel({ ...stations, initializers: new Map() });
  const failure = there.failure ?? back?.failure;
  if (failure) return failure.message;
  if (added.value !== before.value || captured(away) !== before.bytes) return 'start-up gave it another value';
  return mismatches.length > 0 ? JSON.stringify(mismatches) : null;
}

function captured(program: StandInProgram): string {
  const file = join(folder, 'new-root');
  capture(program, { file, roots: [NEW] });
  return readFileSync(file, 'base64');
}

/** A variable that start-up has given a value. */
class StartedRoot implements LiveRoot {
  readonly name = NEW;
  value: unknown;

  read(): unknown {
    return this.value;
  }

  write(value: unknown): void {
    this.value = value;
  }
}
