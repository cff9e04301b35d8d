import type { Conversion } from '../conversion.ts';
import type { FieldPair, TypePair } from '../state-diff.ts';
import type { StateField, StateType } from '../state-model.ts';
import { isOwnSymbol, isWellKnown, keyOf, member, memberType } from './field-key.ts';
import { wrap } from './fit-lines.ts';
import type { ModuleScope, Side } from './module-scope.ts';
import { printInitializer } from './print-initializer.ts';
import { quote } from './print-type.ts';
import { STUB_PREFIX } from './read-mappers.ts';
import { writeConversion } from './write-conversion.ts';
import { not } from './write-test.ts';
import { asExpression, type Branch, type Writing } from './writing.ts';

/** What a mapper does about one field in one direction. */
export interface WrittenField {
  /** The field of the target that it fills. */
  readonly field: string;
  readonly lines: readonly string[];
}

export interface FieldWriting {
  readonly scope: ModuleScope;
  readonly to: Side;
  /** Name of the view of the target. */
  readonly view: string;
  /** Whether what needs the author gets a stub; else nothing is written for it. */
  readonly stubs: boolean;
}

/** Statements for the fields that differ. What the framework fills by itself, and what is dropped, needs none. */
export function writeFields(pair: TypePair, writing: FieldWriting): WrittenField[] {
  return pair.fields.flatMap((field) => {
    const lines = writing.to === 'future' ? writeForward(field, writing) : writeBackward(field, writing);
    const target = writing.to === 'future' ? field.future : field.past;
    return target && lines.length > 0 ? [{ field: target.name, lines }] : [];
  });
}

/** Whether the framework moves the field by itself: its value keeps its kind. */
export function isCarried(field: FieldPair): boolean {
  if (field.transient !== undefined) return false;
  const settled = field.verdict !== 'choose' && field.verdict !== 'manual' && field.verdict !== 'refused';
  return settled && field.past !== null && field.future !== null && (field.conversion?.kind ?? 'keep') === 'keep';
}

/** Whether a person has to say what becomes of the field. */
export function needsAuthor(field: FieldPair): boolean {
  return field.transient === undefined && (field.verdict === 'choose' || field.verdict === 'manual');
}

function writeForward(pair: FieldPair, writing: FieldWriting): string[] {
  const { past, future } = pair;
  if (!future || pair.transient !== undefined || pair.verdict === 'refused' || isCarried(pair)) return [];
  if (needsAuthor(pair)) return writing.stubs ? writeStub(pair, future, 'future') : [];
  if (past) return writeMove(pair, past, future, writing);
  return writeFirstValue(future);
}

function writeBackward(pair: FieldPair, writing: FieldWriting): string[] {
  const { past, future } = pair;
  if (!past || pair.transient !== undefined || pair.verdict === 'refused' || isCarried(pair)) return [];
  if (needsAuthor(pair))
    return writing.stubs && (future || pair.verdict === 'choose') ? writeStub(pair, past, 'past') : [];
  return future ? writeMove(pair, future, past, writing) : [];
}

/** A new field starts as the new version's own code starts it. */
function writeFirstValue(field: StateField): string[] {
  if (isOwnSymbol(field.name)) return [];
  const target = member('future', field.name);
  if (field.initializer?.selfContained) return [`${target} = ${printInitializer(field.initializer.text)};`];
  if (field.initializer) return [`${target} = ferry.initial(${quote(field.name)});`];
  return field.optional ? [] : [`${target} = undefined;`];
}

/** A name that is declared nowhere stands for the missing value, so nobody can run the mapper by oversight. */
function writeStub(pair: FieldPair, field: StateField, side: Side): string[] {
  const offered = pair.candidates?.length
    ? ` ${pair.past && pair.future ? 'Choose' : 'Candidates'}: ${pair.candidates.join(', ')}.`
    : '';
  const text = `${field.name} (${field.typeText}): ${pair.reason}${offered}`;
  const stub = `${STUB_PREFIX}${field.name.replace(/\W/g, '')};`;
  return [...comment(text), isOwnSymbol(field.name) ? stub : `${member(side, field.name)} = ${stub}`];
}

function writeMove(pair: FieldPair, from: StateField, to: StateField, writing: FieldWriting): string[] {
  if (!pair.conversion) return [];
  const x = member(writing.to === 'future' ? 'past' : 'future', from.name);
  if (!isWellKnown(from.name)) return writeMoveOf(x, pair.conversion, from, to, writing);
  // A test of what stands under a symbol narrows the type of a variable only.
  const lines = writeMoveOf('value', pair.conversion, from, to, writing);
  return ['{', ...[`const value = ${x};`, ...lines].map((line) => `  ${line}`), '}'];
}

function writeMoveOf(
  x: string,
  conversion: Conversion,
  from: StateField,
  to: StateField,
  writing: FieldWriting,
): string[] {
  const source = writing.to === 'future' ? 'past' : 'future';
  const inner: Writing = {
    scope: writing.scope,
    to: writing.to,
    field: to.name,
    target: memberType(writing.view, to.name),
    source: from.optional ? withUndefined(from.type) : from.type,
    result: to.type,
    depth: 0,
  };
  const wholly = ['keep', 'widen', 'narrow', 'nullable', 'union'].includes(conversion.kind);
  const isKnown = wholly || (conversion.kind === 'wrap' && conversion.empty === 'undefined');
  const missing = from.optional && !isKnown ? { kind: 'nullable' as const, of: conversion } : conversion;
  const branches = keptApart(writeConversion(missing, x, inner), x, source, from);
  const target = member(writing.to, to.name);
  const mayBeMissing = from.access !== 'hash' && from.optional && to.optional;
  if (mayBeMissing) return onlyIf(`if (${keyOf(from.name)} in ${source})`, writeCases(branches, target, to.name));
  const present = to.optional ? withoutUndefined(branches, x) : branches;
  return writeCases(present, target, to.name, present !== branches);
}

/** Where a missing field becomes an empty list, one that is there and undefined would come back missing. */
function keptApart(branches: readonly Branch[], x: string, object: Side, from: StateField): readonly Branch[] {
  const [first, ...rest] = branches;
  const isEmptied = first?.when === `${x} === undefined` && first.value === '[]';
  if (!isEmptied || !from.optional || from.access === 'hash' || withUndefined(from.type) !== from.type) return branches;
  const test = `!(${keyOf(from.name)} in ${object})`;
  return [{ ...first, guard: { test, why: 'is there but undefined, which would come back missing' } }, ...rest];
}

/** What reading a field gives that may be missing. */
function withUndefined(type: StateType): StateType {
  const members = type.kind === 'union' ? type.members : [type];
  const isThere = members.some((member) => member.kind === 'primitive' && member.name === 'undefined');
  return isThere ? type : { kind: 'union', members: [...members, { kind: 'primitive', name: 'undefined' }] };
}

/** `undefined` for a field that may be missing means that it is missing. */
function withoutUndefined(branches: readonly Branch[], x: string): readonly Branch[] {
  const [first, second] = branches;
  const isMissing = first?.when === `${x} === undefined` || first?.when === `${x}?.length === 0`;
  if (!isMissing || first.value !== 'undefined' || !second || branches.length !== 2) return branches;
  return [{ ...second, when: not(first.when!) }];
}

/** The cases as statements that assign the target. A value that fits none is reported, and the field is left as it is. */
export function writeCases(
  branches: readonly Branch[],
  target: string,
  field: string,
  mayStayMissing = false,
): string[] {
  if (branches.length > 1 && branches.every((branch) => branch.guard === null) && branches.at(-1)!.when === null) {
    return [`${target} = ${asExpression(branches, field)};`];
  }
  const lines = branches.flatMap((branch, index) => {
    const otherwise = index > 0 ? 'else ' : '';
    const guard = branch.guard && `ferry.guard(${branch.guard.test}, ${quote(field)}, ${quote(branch.guard.why)})`;
    const assign = `${target} = ${branch.value};`;
    if (branch.when !== null && guard) {
      const inside = onlyIf(`if (${guard})`, [assign]).map((line) => `  ${line}`);
      return [`${otherwise}if (${branch.when}) {`, ...inside, '}'];
    }
    const when = branch.when ?? guard;
    if (when) return onlyIf(`${otherwise}if (${when})`, [assign]);
    return [`${otherwise}${assign}`];
  });
  const covered = branches.some((branch) => branch.when === null) || mayStayMissing;
  return covered ? lines : [...lines, `else ferry.guard(false, ${quote(field)}, 'fits no case that is known');`];
}

/** One statement under a condition on its line, several in a block. */
export function onlyIf(head: string, lines: readonly string[]): string[] {
  const line = `${head} ${lines[0]}`;
  if (lines.length === 1 && !lines[0]!.startsWith('if ') && line.length <= WIDTH) return [line];
  return [`${head} {`, ...lines.map((each) => `  ${each}`), '}'];
}

/** Of a statement in a mapper, which is indented by four. */
const WIDTH = 116;

/** A line comment, wrapped. */
export function comment(text: string): string[] {
  return wrap(text, '// ', '// ');
}
