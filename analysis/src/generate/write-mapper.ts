import type { RootPair, TypePair } from '../state-diff.ts';
import type { StateRoot } from '../state-model.ts';
import { describeRoot, describeType } from './describe-change.ts';
import { fitLines } from './fit-lines.ts';
import { lawOf, lawOfFields, lawOfPair, weakest } from './law-of.ts';
import { camelCase, isDictionary, type ModuleScope, type Side } from './module-scope.ts';
import { printType, quote } from './print-type.ts';
import { STUB_PREFIX } from './read-mappers.ts';
import { writeContents } from './write-contents.ts';
import { writeConversion } from './write-conversion.ts';
import { comment, isCarried, type WrittenField, writeFields } from './write-fields.ts';
import { writeIndex } from './write-index.ts';
import { declareView } from './write-view.ts';
import { asExpression } from './writing.ts';

/** A mapper as it is generated, before it has a place in a module. */
export interface MapperDraft {
  readonly for: 'type' | 'root';
  /** The pair or root that it is for. */
  readonly target: string;
  /** The name that it would like to be exported under. */
  readonly wanted: string;
  readonly forward: readonly WrittenField[];
  readonly backward: readonly WrittenField[];
  /** Names of the views of its two types. */
  readonly views: readonly string[];
  /** The whole export under a name. */
  write(name: string): string;
}

/** The mapper that a pair of types needs; `null` where the framework moves everything by itself. */
export function draftTypeMapper(pair: TypePair, scope: ModuleScope, stubs: boolean): MapperDraft | null {
  if (!pair.past || !pair.future) return null;
  const views = { past: declareView(scope, 'past', pair.past), future: declareView(scope, 'future', pair.future) };
  const forward = writeFields(pair, { scope, to: 'future', view: views.future, stubs });
  const backward = writeFields(pair, { scope, to: 'past', view: views.past, stubs });
  const whole = stubs ? writeWholeStub(pair) : [];
  const rest = (to: Side) => [...writeIndex(pair, scope, to), ...writeContents(pair, scope, to)];
  const inside = { forward: rest('future'), backward: rest('past') };
  if (forward.length + backward.length + whole.length + inside.forward.length === 0) return null;
  // A field whose own text did not change is converted where a dictionary in it did.
  const changed = pair.fields.filter((field) => !isCarried(field) && (field.change !== 'none' || field.conversion));
  const inner = [pair.index, pair.contents].flatMap((each) => (each ? lawOf(each) : []));
  const law = inner.length > 0 ? weakest([...inner, lawOfFields(changed)]) : lawOfFields(changed);
  const lines = (fields: readonly WrittenField[]) => fields.flatMap((field) => field.lines);
  return {
    for: 'type',
    target: pair.key,
    wanted: exportName(pair.key),
    forward,
    backward,
    views: [views.past, views.future],
    write: (name) =>
      fitLines(
        [
          ...describeType(pair),
          `export const ${name} = {`,
          `  type: ${quote(pair.key)},`,
          `  law: ${quote(law)},`,
          ...method('forward(past, future, ferry)', [...whole, ...lines(forward), ...inside.forward]),
          ...method('backward(future, past, ferry)', [...whole, ...lines(backward), ...inside.backward]),
          `} satisfies Mapper<${views.past}, ${views.future}>;`,
        ].join('\n'),
      ),
  };
}

/** The mapper that a root needs; `null` where the framework carries it. */
export function draftRootMapper(pair: RootPair, scope: ModuleScope, stubs: boolean): MapperDraft | null {
  const { past, future } = pair;
  if (!future || pair.transient !== undefined) return null;
  const undecided = pair.own === 'choose' || pair.own === 'manual';
  if (undecided && !stubs) return null;
  const moved = past !== null && pair.conversion !== null && pair.conversion.kind !== 'keep' && pair.own !== 'refused';
  if (!undecided && !moved) return null;
  const conversion = undecided ? null : pair.conversion;
  return {
    for: 'root',
    target: future.name,
    wanted: exportName(future.name),
    forward: [],
    backward: [],
    views: [],
    write: (name) =>
      fitLines(
        [
          ...describeRoot(pair),
          `export const ${name} = {`,
          `  root: ${quote(future.name)},`,
          `  law: ${quote(conversion ? lawOfPair({ conversion, verdict: pair.own }) : past ? 'lossy-forward' : 'new-only')},`,
          ...method('forward(past, ferry)', writeRoot(pair, 'future', scope)),
          ...method('backward(future, ferry)', past ? writeRoot(pair, 'past', scope) : ['return undefined;']),
          `} satisfies RootMapper<${rootType(past, 'past', scope)}, ${rootType(future, 'future', scope)}>;`,
        ].join('\n'),
      ),
  };
}

/** `src/model.ts#Session` -> `src/model.ts`. */
export function moduleOf(name: string): string {
  return name.slice(0, name.indexOf('#'));
}

/** Where the declaration itself, its fields apart, is left to the author. */
export function declarationNeedsAuthor({ own, past, future }: TypePair): boolean {
  // What a dictionary holds is converted wherever one stands.
  if (past && future && isDictionary(past) && isDictionary(future)) return false;
  return own.verdict === 'choose' || own.verdict === 'manual' || own.verdict === 'refused';
}

function writeWholeStub(pair: TypePair): string[] {
  if (!declarationNeedsAuthor(pair)) return [];
  return [
    ...comment(`${lastName(pair.key)}: ${pair.own.reason}`),
    `${STUB_PREFIX}${lastName(pair.key).replace(/\W/g, '')};`,
  ];
}

function writeRoot(pair: RootPair, to: Side, scope: ModuleScope): string[] {
  const { past, future, conversion } = pair;
  const name = (to === 'future' ? future : past)!.name;
  if (!conversion || pair.own === 'choose' || pair.own === 'manual') {
    const candidates = pair.candidates?.length ? ` Candidates: ${pair.candidates.join(', ')}.` : '';
    return [...comment(`${pair.reason}${candidates}`), `return ${STUB_PREFIX}${lastName(name).replace(/\W/g, '')};`];
  }
  const [source, result] = to === 'future' ? [past, future] : [future, past];
  const branches = writeConversion(conversion, to === 'future' ? 'past' : 'future', {
    scope,
    to,
    field: lastName(name),
    target: rootType(result, to, scope),
    source: source?.type,
    result: result?.type,
    depth: 0,
  });
  return [`return ${asExpression(branches, lastName(name))};`];
}

function rootType(root: StateRoot | null, side: Side, scope: ModuleScope): string {
  return root ? printType(root.type, (name) => scope.reference(side, name)) : 'undefined';
}

function method(signature: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [`  ${signature} {},`];
  return [`  ${signature} {`, ...lines.map((line) => `    ${line}`), '  },'];
}

function exportName(name: string): string {
  const declared = camelCase(name.slice(name.indexOf('#') + 1));
  return RESERVED.has(declared) ? `${declared}Mapper` : declared;
}

function lastName(name: string): string {
  return name.slice(name.search(/[^.#]+$/));
}

const RESERVED: ReadonlySet<string> = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for function if ' +
    'import in instanceof new null return super switch this throw true try typeof var void while with yield let static ' +
    'implements interface package private protected public await arguments eval'
  ).split(' '),
);
