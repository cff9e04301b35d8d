import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Shape } from '@timeferry/analysis/shape';
import type { FieldPlan, MapperModule, RootPlan, TransferPlan, TypePlan } from '@timeferry/analysis/transfer-plan';
import { capture } from '../../src/agents/capture.ts';
import { rebuild } from '../../src/agents/rebuild.ts';
import { readCapture } from '../../src/capture-file.ts';
import type { CaptureGraph } from '../../src/capture-graph.ts';
import { type ComparisonReport, reportComparison } from '../../src/compare-report.ts';
import type { LiveProgram, PrivateField } from '../../src/live-program.ts';
import type { RebuildSummary } from '../../src/rebuild-result.ts';

/** A program whose variables stand in a plain object instead of a process of its own. */
export interface HandMade extends LiveProgram {
  /** Values of the roots by their names without the module. */
  readonly variables: Record<string, unknown>;
}

export interface Parts {
  /** Variables of `m.ts`; those in `consts` cannot be assigned. */
  readonly variables: Record<string, unknown>;
  readonly consts?: readonly string[];
  /** Functions and classes of `m.ts`. */
  readonly callables?: Record<string, Function>;
  readonly privates?: ReadonlyMap<Function, readonly PrivateField[]>;
  readonly allocate?: (callable: Function) => object;
}

export function handMade({ variables, consts = [], callables = {}, privates = new Map(), allocate }: Parts): HandMade {
  const names = new Map(Object.entries(callables).map(([name, callable]) => [callable, `m.ts#${name}`]));
  const roots = Object.keys(variables).map((name) => {
    const write = (value: unknown) => {
      variables[name] = value;
    };
    const root = { name: `m.ts#${name}`, read: () => variables[name], ...(!consts.includes(name) && { write }) };
    return [root.name, root] as const;
  });
  return {
    variables,
    roots: new Map(roots),
    nameOf: (callable) => names.get(callable),
    find: (name) => [...names].find(([, known]) => known === name)?.[0],
    privatesOf: (callable) => privates.get(callable) ?? [],
    allocate: allocate ?? ((callable) => Object.create(callable.prototype as object) as object),
  };
}

const VALUE: Shape = { kind: 'value' };
const NAMES = { modules: [] };

export function plan(parts: Partial<TransferPlan>): TransferPlan {
  return { schema: 1, past: NAMES, future: NAMES, roots: [], types: [], mappers: [], ...parts };
}

export function root(name: string, parts: Partial<RootPlan> = {}): RootPlan {
  const position = { file: 'm.ts', line: 1, column: 1 };
  return {
    past: `m.ts#${name}`,
    future: `m.ts#${name}`,
    kind: 'let',
    how: 'carry',
    verdict: 'same',
    shape: VALUE,
    mapper: null,
    pastPosition: position,
    futurePosition: position,
    ...parts,
  };
}

export function type(name: string, fields: readonly FieldPlan[], parts: Partial<TypePlan> = {}): TypePlan {
  const key = `m.ts#${name}`;
  return {
    key,
    past: key,
    future: key,
    pastClass: null,
    futureClass: null,
    fields,
    index: null,
    mapper: null,
    ...parts,
  };
}

export function field(name: string, parts: Partial<FieldPlan> = {}): FieldPlan {
  const position = { file: 'm.ts', line: 2, column: 3 };
  return {
    past: name,
    future: name,
    change: 'none',
    verdict: 'same',
    how: 'carry',
    shape: VALUE,
    initializer: null,
    pastPosition: position,
    futurePosition: position,
    ...parts,
  };
}

/** A transfer module that is written as the JavaScript it runs as. */
export function mapperModule(code: string): MapperModule {
  return { name: 'm.ts', path: null, source: code, code, map: '' };
}

export const M_MAPPER = (name: string) => ({ module: 'm.ts', export: name, law: 'bijective' as const });

export interface Rehearsed {
  readonly report: ComparisonReport;
  readonly forward: RebuildSummary;
  readonly backward: RebuildSummary;
  readonly past: CaptureGraph;
  readonly future: CaptureGraph;
  readonly reversed: CaptureGraph;
}

/** Runs the whole transaction between three hand-made programs in this process. */
export async function rehearseHere(
  transferPlan: TransferPlan,
  past: HandMade,
  future: HandMade,
  reversed: HandMade,
): Promise<Rehearsed> {
  const folder = await mkdtemp(join(tmpdir(), 'ferry-test-'));
  try {
    const file = (name: string) => join(folder, name);
    const roots = (side: 'past' | 'future') => transferPlan.roots.flatMap((one) => one[side] ?? []);
    capture(past, { file: file('past'), roots: roots('past') });
    const there = rebuild(future, { direction: 'forward', plan: transferPlan, file: file('past') });
    capture(future, { file: file('future'), roots: roots('future'), counterparts: there.counterparts });
    const back = rebuild(reversed, {
      direction: 'backward',
      plan: transferPlan,
      file: file('future'),
      past: file('past'),
    });
    capture(reversed, { file: file('reversed'), roots: roots('past') });
    const captures = {
      past: await readCapture(file('past')),
      future: await readCapture(file('future')),
      reversed: await readCapture(file('reversed')),
    };
    const lost = new Set([...there.summary.lost, ...back.summary.lost]);
    const report = reportComparison(transferPlan, captures, { lost, missing: new Map() });
    return { report, forward: there.summary, backward: back.summary, ...captures };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Moves some variables there and back between programs that declare nothing else. */
export function rehearseValues(variables: Record<string, unknown>, callables: Record<string, Function> = {}) {
  const empty = () => Object.fromEntries(Object.keys(variables).map((name) => [name, undefined]));
  const future = handMade({ variables: empty(), callables });
  const reversed = handMade({ variables: empty(), callables });
  const roots = Object.keys(variables).map((name) => root(name));
  const done = rehearseHere(plan({ roots }), handMade({ variables, callables }), future, reversed);
  return done.then((result) => ({
    ...result,
    reversedVariables: reversed.variables,
    futureVariables: future.variables,
  }));
}
