import { InMemoryFileSystemHost } from 'ts-morph';
import { checkTransfer, type TransferProblem } from '../../src/check-transfer.ts';
import { compileMapper } from '../../src/compile-mapper.ts';
import { ParsedDeclarations } from '../../src/compiler-host.ts';
import type { Conversion } from '../../src/conversion.ts';
import { diffModels } from '../../src/diff-programs.ts';
import { generateTransfer } from '../../src/generate/generate-transfer.ts';
import { openProgram } from '../../src/open-program.ts';
import { shapeOf } from '../../src/plan/shape-of.ts';
import type { FieldPair, Judgement, RootPair, StateDiff, TypePair } from '../../src/state-diff.ts';
import type { ObjectType, StateModel } from '../../src/state-model.ts';

const TSCONFIG = JSON.stringify({
  compilerOptions: { strict: true, module: 'nodenext', target: 'es2022', lib: ['es2023'] },
  include: ['src'],
});

/** Texts by path relative to the version's root. */
export type Sources = Readonly<Record<string, string>>;

/** What is said of a field (`Type.field`) or a root (its name after `#`); everything else is carried. */
export type Judgements = Readonly<Record<string, Partial<Judgement>>>;

const declarations = new ParsedDeclarations();

/** Two versions in memory, and the transfer between them. */
export class TwoVersions {
  readonly fileSystem = new InMemoryFileSystemHost();
  readonly diff: StateDiff;

  /** With what is said of each piece handed in; `null` has it judged by the diff. */
  constructor(past: Sources, future: Sources, judgements: Judgements | null) {
    const models = { past: this.#open('/past', past), future: this.#open('/future', future) };
    this.diff = judgements
      ? pairModels(models.past, models.future, judgements)
      : diffModels(models.past, models.future);
  }

  generate(existing: ReadonlyMap<string, string> = new Map()): { files: Map<string, string>; notes: string[] } {
    return generateTransfer({
      diff: this.diff,
      existing,
      pastRoot: '/past',
      futureRoot: '/future',
      out: '/future/transfer',
    });
  }

  check(files: ReadonlyMap<string, string>): TransferProblem[] {
    const { fileSystem } = this;
    const places = { pastRoot: '/past', futureRoot: '/future', transferRoot: '/future/transfer' };
    return checkTransfer({ ...places, fileSystem, files, declarations });
  }

  #open(root: string, sources: Sources): StateModel {
    this.fileSystem.writeFileSync(`${root}/tsconfig.json`, TSCONFIG);
    for (const [file, text] of Object.entries(sources)) this.fileSystem.writeFileSync(`${root}/${file}`, text);
    return openProgram({ root, fileSystem: this.fileSystem, declarations }).model();
  }
}

interface Mapper {
  forward(past: object, future: object, ferry: object): unknown;
  backward(future: object, past: object, ferry: object): unknown;
}

/** The exports of a transfer module, run. */
export function load(name: string, source: string): Record<string, Mapper> {
  const exports: Record<string, Mapper> = {};
  new Function('exports', compileMapper(name, source, null).code)(exports);
  return exports;
}

/** A ferry over plain values, which keeps what its guards counted. */
export class TestFerry {
  readonly lost: string[] = [];
  readonly #made = new Map<object, Map<string, unknown>>();

  carry(value: unknown): unknown {
    return value;
  }

  once(source: object, label: string, make: (source: object) => unknown): unknown {
    const made = this.#made.get(source) ?? new Map<string, unknown>();
    this.#made.set(source, made);
    if (!made.has(label)) made.set(label, make(source));
    return made.get(label);
  }

  is(value: unknown, ...classes: readonly string[]): boolean {
    return classes.some((name) => name.endsWith(`#${(value as object).constructor.name}`));
  }

  initial(field: string): unknown {
    return `initial ${field}`;
  }

  guard(holds: boolean, field: string, why: string): boolean {
    if (!holds) this.lost.push(`${field} ${why}`);
    return holds;
  }
}

const UNCHANGED: Judgement = { change: 'none', verdict: 'same', reason: '', conversion: null };

function pairModels(past: StateModel, future: StateModel, judgements: Judgements): StateDiff {
  const types = [...future.types.values()].map((type) => pairType(past.types.get(type.name) ?? null, type));
  const roots = future.roots.map((root): RootPair => {
    const counterpart = past.roots.find((each) => each.name === root.name) ?? null;
    const judged = { ...carried(root.type), ...judgements[root.name.slice(root.name.indexOf('#') + 1)] };
    return { past: counterpart, future: root, own: judged.verdict, ...judged };
  });
  return { past, future, types, roots };

  function pairType(before: ObjectType | null, after: ObjectType): TypePair {
    const name = after.name.slice(after.name.indexOf('#') + 1);
    const names = new Set([...(before?.fields ?? []), ...after.fields].map((field) => field.name));
    const fields = [...names].map((field): FieldPair => {
      const was = before?.fields.find((each) => each.name === field) ?? null;
      const is = after.fields.find((each) => each.name === field) ?? null;
      const judged = { ...carried((is ?? was)!.type), ...judgements[`${name}.${field}`] };
      const added = was ? {} : { change: 'added' as const };
      const removed = is ? {} : { change: 'removed' as const, verdict: 'lossy' as const };
      return { past: was, future: is, ...judged, ...added, ...removed, ...judgements[`${name}.${field}`] };
    });
    return { key: after.name, past: before, future: after, own: UNCHANGED, verdict: 'auto', fields };
  }

  function carried(type: Parameters<typeof shapeOf>[0]): Judgement {
    const shape = shapeOf(type, { model: future, keyOf: (name) => (future.types.has(name) ? name : undefined) });
    return { change: 'none', verdict: 'same', reason: 'The type did not change.', conversion: { kind: 'keep', shape } };
  }
}

/** A field whose type changed and that has this default. */
export function retyped(conversion: Conversion | null, verdict: Judgement['verdict'] = 'lossy'): Partial<Judgement> {
  return { change: 'retyped', verdict, reason: 'Some values do not fit.', conversion };
}
