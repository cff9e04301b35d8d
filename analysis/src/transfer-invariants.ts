import { ts } from 'ts-morph';
import { mapperFiles } from './generate/generate-transfer.ts';
import { parseModule } from './generate/read-mappers.ts';
import type { Position } from './position.ts';
import type { StateModel } from './state-model.ts';
import type { InvariantPlan } from './transfer-plan.ts';

/** An invariant that a transfer module exports, as its text says it. */
export interface ReadInvariant {
  /** What holds, in the author's words; the name of the export where there are none. */
  readonly text: string;
  /** The version whose state it speaks of. */
  readonly version: 'past' | 'future';
  readonly for: 'type' | 'root';
  /** The type or root that it speaks of; null where the text does not name it plainly. */
  readonly target: string | null;
  readonly module: string;
  readonly export: string;
  /** Of its `holds`, in the transfer folder. */
  readonly position: Position;
}

/** An invariant that speaks of nothing that its version has. */
export interface StaleInvariant {
  readonly message: string;
  readonly position: Position;
}

/**
 * The invariants that the modules of a transfer folder export: `export const endsLater = { invariant: 'a session ends after
 * it began', type: 'src/model.ts#Session', holds: (session) => … } satisfies Invariant<Session>`.
 */
export function readInvariants(files: ReadonlyMap<string, string>): ReadInvariant[] {
  return mapperFiles(files).flatMap(([file, text]) => {
    if (!/\bholds\b/.test(text)) return [];
    const source = parseModule(text);
    return source.statements.flatMap((statement) => invariantsIn(statement, file, source));
  });
}

/** The invariants of a transfer folder with all that is needed to check them, and those that speak of nothing any more. */
export function planInvariants(
  files: ReadonlyMap<string, string>,
  models: Readonly<Record<'past' | 'future', StateModel>>,
): { invariants: InvariantPlan[]; stale: StaleInvariant[] } {
  const invariants: InvariantPlan[] = [];
  const stale: StaleInvariant[] = [];
  for (const read of readInvariants(files)) {
    const { target, text, version, position, module } = read;
    const model = models[version];
    const types = read.for === 'type' && target !== null ? typesOf(target, model) : [];
    const isRoot = read.for === 'root' && model.roots.some(({ name }) => name === target);
    if (isRoot || types.length > 0) {
      invariants.push({ text, version, module, export: read.export, root: isRoot ? target : null, types, position });
    } else stale.push({ message: staleMessage(read), position });
  }
  return { invariants, stale };
}

/** The type, and those whose instances may stand for it. */
function typesOf(target: string, { types }: StateModel): string[] {
  const named = [...types.values()].filter(({ name }) => name === target || name.startsWith(`${target}<`));
  const heirs = [...types.values()].filter(({ bases }) => bases.includes(target));
  return [...new Set([...named, ...heirs].flatMap(({ name, subtypes }) => [name, ...subtypes]))];
}

function staleMessage({ text, version, for: kind, target }: ReadInvariant): string {
  if (target === null)
    return `The invariant "${text}" names no type or root: write type: 'module#Type' or root: 'module#binding'.`;
  return `The invariant "${text}" is stale: the ${version} version has no ${kind} ${target}.`;
}

function invariantsIn(statement: ts.Statement, file: string, source: ts.SourceFile): ReadInvariant[] {
  if (!ts.isVariableStatement(statement)) return [];
  if (!statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const literal = initializer && withoutTypes(initializer);
    if (!ts.isIdentifier(name) || !literal || !ts.isObjectLiteralExpression(literal)) return [];
    return invariantOf(name.text, literal, file, source) ?? [];
  });
}

function invariantOf(
  name: string,
  literal: ts.ObjectLiteralExpression,
  file: string,
  source: ts.SourceFile,
): ReadInvariant | null {
  const member = (wanted: string) => literal.properties.find((each) => each.name?.getText(source) === wanted);
  const holds = member('holds');
  if (!holds) return null;
  const { line, character } = source.getLineAndCharacterOfPosition(holds.getStart(source));
  return {
    text: textOf(member('invariant')) ?? name,
    version: textOf(member('version')) === 'past' ? 'past' : 'future',
    for: member('root') ? 'root' : 'type',
    target: textOf(member('root') ?? member('type')),
    module: file,
    export: name,
    position: { file, line: line + 1, column: character + 1 },
  };
}

function textOf(member: ts.ObjectLiteralElementLike | undefined): string | null {
  if (!member || !ts.isPropertyAssignment(member)) return null;
  const value = withoutTypes(member.initializer);
  return ts.isStringLiteralLike(value) ? value.text : null;
}

function withoutTypes(node: ts.Expression): ts.Expression {
  const isTyped = ts.isSatisfiesExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node);
  return isTyped ? withoutTypes(node.expression) : node;
}
