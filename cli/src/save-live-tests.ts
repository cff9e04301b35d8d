import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Project } from '@timeferry/project/open-project';
import { planTransfer } from '@timeferry/project/plan-transfer';
import { checkProperties } from '@timeferry/properties/check-properties';
import type { LiveValues } from '@timeferry/properties/checking';
import { LiveRecipes } from '@timeferry/properties/live-recipe';
import type { CaptureGraph } from '@timeferry/transfer/capture-graph';
import { GraphPaths } from '@timeferry/transfer/graph-paths';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { secretsOf, withoutSecrets } from '@timeferry/transfer/secrets';

const TIMEOUT_MS = 5_000;
const MEMORY_MB = 512;
/** How many live values of one type are tried. */
const MOST_VALUES = 500;

/** Tests that were written, and what no test could be made of, a sentence each. */
export interface SavedTests {
  readonly files: readonly string[];
  readonly none: readonly string[];
}

/** A piece of state that a rehearsal found spoilt, by its type or root and its path. */
interface Spoilt {
  readonly type: string;
  readonly path: string;
}

/**
 * Writes a test for `node --test` for each mapper that a rehearsal found wrong: the smallest part of the live state that it
 * still spoils, without the values of secret variables of the environment.
 */
export async function saveLiveTests(
  project: Project,
  report: RehearsalReport,
  past: CaptureGraph,
  folder: string,
): Promise<SavedTests> {
  const { settings } = project;
  const { diff, plan, folder: transfer } = planTransfer(project);
  const recipes = new LiveRecipes(past, plan, diff.past);
  const paths = new GraphPaths(past);
  const secrets = secretsOf(settings.pid === undefined ? 'held' : { pid: settings.pid });
  const live = new Map<string, LiveValues>();
  const none: string[] = [];
  for (const { type, path } of spoiltBy(report, plan)) {
    const pair = plan.types.find((each) => each.key === type || each.future === type || each.past === type);
    const root = plan.roots.find((each) => each.future === type || each.past === type);
    const target = pair?.key ?? root?.future;
    if (!target || live.has(target)) continue;
    // What the path leads through comes first; the path of a value that has another one is found by trying.
    const ids = pair ? recipes.objectsOf(pair.key).map((id) => ({ id, leads: path.startsWith(paths.of(id)) })) : [];
    const found = pair
      ? ids.toSorted((one, other) => Number(other.leads) - Number(one.leads)).slice(0, MOST_VALUES)
      : [];
    const given = pair ? found.map(({ id }) => recipes.ofObject(id)) : [recipes.ofRoot(root?.past ?? '') ?? []].flat();
    live.set(target, { target, path, recipes: withoutSecrets(given, secrets) });
  }
  const request = { diff, plan, seed: 1, runs: 1, timeoutMs: settings.timeout ?? TIMEOUT_MS };
  const transferFromTests = relative(folder, transfer).replaceAll('\\', '/');
  const results = await checkProperties(
    { ...request, transferFromTests, live: [...live.values()] },
    { memoryMb: settings.memory ?? MEMORY_MB },
  );
  const files: string[] = [];
  for (const { target, path } of live.values()) {
    const test = results.find((result) => result.target === target)?.counterexample?.test ?? null;
    if (test === null) none.push(`No test for ${path}: the mapper of ${target} by itself does not spoil it.`);
    else files.push(write(folder, target, test));
  }
  return { files, none };
}

function spoiltBy(
  { mismatches, error }: RehearsalReport,
  { mappers }: ReturnType<typeof planTransfer>['plan'],
): Spoilt[] {
  const found: Spoilt[] = mismatches.map(({ type, path }) => ({ type, path }));
  const { location, path } = error ?? {};
  if (location?.version !== 'transfer') return found;
  const places = mappers.find(({ name }) => name === location.file)?.locations ?? [];
  const type = places.filter(({ line }) => line <= location.line).at(-1)?.type;
  return type === undefined ? found : [...found, { type, path: path ?? type }];
}

function write(folder: string, target: string, test: string): string {
  const name = `${target.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '')}-live.test.mjs`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), test);
  return join(folder, name);
}
