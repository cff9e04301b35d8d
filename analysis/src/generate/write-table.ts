import type { Conversion } from '../conversion.ts';
import type { LiteralValue } from '../shape.ts';
import { camelCase, pascalCase } from './module-scope.ts';
import { printLiteral } from './print-type.ts';
import { type Branch, memberOf, resultType, type Writing } from './writing.ts';

interface Row {
  readonly past: LiteralValue;
  readonly future: LiteralValue;
  readonly comment?: string;
}

type EnumConversion = Extract<Conversion, { kind: 'enum' }>;

/** Maps the members of an enum by their names, in a table that both directions share. `x` is the expression to map. */
export function writeEnum(conversion: EnumConversion, x: string, writing: Writing): Branch[] {
  const name = enumName(writing);
  if (conversion.flags) return writeFlags(conversion, name, x, writing);
  const rows = conversion.members.map((each) => ({ ...inOrder(each, writing), comment: each.name }));
  return writeLookUp(rows, name, `${name} by member name`, 'is no member that both versions have', x, writing);
}

/** Maps a closed set of literals one to one. */
export function writeLiteralPairs(
  conversion: Extract<Conversion, { kind: 'literals' }>,
  x: string,
  writing: Writing,
): Branch[] {
  const rows = conversion.pairs.map((pair) => inOrder(pair, writing));
  return writeLookUp(rows, writing.field, `Values of ${writing.field}`, 'has no counterpart', x, writing);
}

/** Of members that share a value in one of the versions, the first: the way back would not tell them apart. */
function oneToOne(rows: readonly Row[]): Row[] {
  return rows.filter(
    (row, index) => !rows.slice(0, index).some((other) => other.past === row.past || other.future === row.future),
  );
}

function writeLookUp(
  all: readonly Row[],
  name: string,
  title: string,
  why: string,
  x: string,
  writing: Writing,
): Branch[] {
  const [there, back] = tableNames(name);
  const rows = oneToOne(all);
  const table = writing.scope.declare(there, (declared) => {
    const types = `${typesOf(rows.map((row) => row.past))}, ${typesOf(rows.map((row) => row.future))}`;
    return `/** ${title}: past -> future. */\nconst ${declared} = new Map<${types}>([\n${rows.map(printRow).join('\n')}\n]);`;
  });
  const reverse = writing.scope.declare(
    back,
    (declared) => `const ${declared} = new Map([...${table}].map(([past, future]) => [future, past] as const));`,
  );
  const used = writing.to === 'future' ? table : reverse;
  const guard = { test: `${used}.has(${x})`, why };
  return [{ when: null, guard, value: `${used}.get(${x}) as ${resultType(writing)}` }];
}

/** Every bit is mapped on its own; members that combine others need no row. */
function writeFlags(conversion: EnumConversion, name: string, x: string, writing: Writing): Branch[] {
  const rows = conversion.members
    .map((each) => ({ ...inOrder(each, writing), comment: each.name }))
    .filter((row) => isOneBit(row.past) && isOneBit(row.future));
  const table = writing.scope.declare(`${camelCase(name)}Bits`, (declared) => {
    return `/** ${name}, bit by bit: past -> future. */\nconst ${declared}: [number, number][] = [\n${rows.map(printRow).join('\n')}\n];`;
  });
  const [was, is] = writing.to === 'future' ? ['before', 'after'] : ['after', 'before'];
  const known = rows.reduce<number>((bits, row) => bits | Number(writing.to === 'future' ? row.past : row.future), 0);
  const value = `${table}.reduce<number>((bits, [before, after]) => (${x} & ${was} ? bits | ${is} : bits), 0)`;
  return [
    { when: null, guard: { test: `(${x} & ~${known}) === 0`, why: 'has a bit that only one version knows' }, value },
  ];
}

/** Rows are always past -> future, whichever direction is being written. */
function inOrder<T>(pair: { readonly past: T; readonly future: T }, writing: Writing): { past: T; future: T } {
  return writing.to === 'future' ? { past: pair.past, future: pair.future } : { past: pair.future, future: pair.past };
}

function enumName(writing: Writing): string {
  const declared = memberOf(writing.result, 'enum') ?? memberOf(writing.source, 'enum');
  const name = declared?.name.slice(declared.name.indexOf('#') + 1);
  return pascalCase(name ?? writing.field);
}

function tableNames(name: string): [string, string] {
  return [`${camelCase(name)}ToFuture`, `${camelCase(name)}ToPast`];
}

function printRow(row: Row): string {
  const comment = row.comment === undefined ? '' : ` // ${row.comment}`;
  return `  [${printLiteral(row.past)}, ${printLiteral(row.future)}],${comment}`;
}

function typesOf(values: readonly LiteralValue[]): string {
  return [...new Set(values.map((value) => (typeof value === 'object' ? 'bigint' : typeof value)))].sort().join(' | ');
}

function isOneBit(value: LiteralValue): boolean {
  return typeof value === 'number' && value > 0 && (value & (value - 1)) === 0;
}
