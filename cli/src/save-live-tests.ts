import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import type { Project } from '@timeferry/project/open-project';
import { planTransfer } from '@timeferry/project/plan-transfer';
import { checkProperties } from '@timeferry/properties/check-properties';
import { LiveRecipes } from '@timeferry/properties/live-recipe';
import type { Recipe } from '@timeferry/properties/recipe';
import { subjectsOf } from '@timeferry/properties/subject';
import type { CaptureGraph } from '@timeferry/transfer/capture-graph';
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
  const secrets = secretsOf(settings.pid === undefined ? 'held' : { pid: settings.pid });
  const recipes = new LiveRecipes(past, plan, diff.past);
  const subjects = new Set(subjectsOf(diff, plan).map(({ target }) => target));
  const files: string[] = [];
  const none: string[] = [];
  let open = spoiltBy(report, plan).flatMap((spoilt) => {
    const targets = targetsOf(spoilt, plan, recipes).filter((target) => subjects.has(target));
    if (targets.length === 0) none.push(`No test for ${spoilt.path}: no mapper moves it.`);
    return targets.length === 0 ? [] : [{ path: spoilt.path, targets }];
  });
  const request = { diff, plan, seed: 1, runs: 1, timeoutMs: settings.timeout ?? TIMEOUT_MS };
  const transferFromTests = relative(folder, transfer).replaceAll('\\', '/');
  const tried = new Map<string, string | null>();
  // Who spoils a value is its own mapper, or else that of what holds it.
  while (open.length > 0) {
    const live = [...new Map(open.map(({ path, targets }) => [targets[0]!, path]))]
      .filter(([target]) => !tried.has(target))
      .map(([target, path]) => ({
        target,
        path,
        recipes: withoutSecrets(valuesOf(target, path, plan, recipes), secrets),
      }));
    const results =
      live.length === 0
        ? []
        : await checkProperties({ ...request, transferFromTests, live }, { memoryMb: settings.memory ?? MEMORY_MB });
    for (const { target } of live) {
      const test = results.find((result) => result.target === target)?.counterexample?.test ?? null;
      tried.set(target, test);
      if (test !== null) files.push(write(folder, target, test));
    }
    open = open.flatMap(({ path, targets: [target, ...others] }) => {
      if (tried.get(target!) !== null) return [];
      if (others.length === 0) none.push(`No test for ${path}: no mapper by itself spoils it.`);
      return others.length === 0 ? [] : [{ path, targets: others }];
    });
  }
  return { files, none };
}

/** Whose mappers may have spoilt it: that of its own type or root, then those of what holds it, from the inside. */
function targetsOf({ type, path }: Spoilt, { types, roots }: TransferPlan, recipes: LiveRecipes): string[] {
  const own = types.find((each) => each.key === type || each.future === type || each.past === type)?.key;
  const holders = recipes.holdersOf(path).map((id) => recipes.keyOf(id));
  const root = roots.find(({ past }) => past !== null && path.startsWith(past))?.future ?? undefined;
  return [...new Set([own, ...holders, root].filter((each) => each !== undefined))];
}

/** The values of a type or root, that on the path first. */
function valuesOf(target: string, path: string, { roots }: TransferPlan, recipes: LiveRecipes): Recipe[] {
  const root = roots.find(({ future }) => future === target);
  if (root) return [recipes.ofRoot(root.past ?? '') ?? []].flat();
  const holders = recipes.holdersOf(path).filter((id) => recipes.keyOf(id) === target);
  return [...new Set([...holders, ...recipes.objectsOf(target)])]
    .slice(0, MOST_VALUES)
    .map((id) => recipes.ofObject(id));
}

function spoiltBy({ mismatches, error }: RehearsalReport, { mappers }: TransferPlan): Spoilt[] {
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
