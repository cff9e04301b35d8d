import { ts } from 'ts-morph';
import { mapperFiles } from './generate/generate-transfer.ts';
import { parseModule } from './generate/read-mappers.ts';
import type { Position } from './position.ts';

/**
 * What an author declares of the state as a whole, in a transfer module instead of in doc tags. Names are those of the
 * diff: `module#root`, `module#Type`, `module#Type.field`; `to` may be the new last name alone.
 */
export type Rule =
  | { readonly rename: string; readonly to: string; readonly because?: string }
  | { readonly move: string; readonly to: string; readonly because?: string }
  | { readonly transient: string; readonly because: string };

/** A rule, and where it stands in the transfer folder. */
export interface PlacedRule {
  readonly rule: Rule;
  readonly position: Position;
}

/**
 * The rules that the modules of a transfer folder export: `export const rules = [{ rename: 'src/model.ts#User.mail', to:
 * 'email' }] satisfies Rule[]`. What is no object of plain texts is left out.
 */
export function readRules(files: ReadonlyMap<string, string>): PlacedRule[] {
  return mapperFiles(files).flatMap(([file, text]) => {
    if (!/\brules\b/.test(text)) return [];
    const source = parseModule(text);
    return source.statements.flatMap((statement) => listsIn(statement).flatMap((list) => rulesIn(list, file, source)));
  });
}

function listsIn(statement: ts.Statement): ts.ArrayLiteralExpression[] {
  if (!ts.isVariableStatement(statement)) return [];
  if (!statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const list = initializer && withoutTypes(initializer);
    return ts.isIdentifier(name) && name.text === 'rules' && list && ts.isArrayLiteralExpression(list) ? [list] : [];
  });
}

function rulesIn(list: ts.ArrayLiteralExpression, file: string, source: ts.SourceFile): PlacedRule[] {
  return list.elements.flatMap((element) => {
    if (!ts.isObjectLiteralExpression(element)) return [];
    const texts = Object.fromEntries(element.properties.flatMap(textOf));
    const { line, character } = source.getLineAndCharacterOfPosition(element.getStart(source));
    const position = { file, line: line + 1, column: character + 1 };
    return isRule(texts) ? [{ rule: texts, position }] : [];
  });
}

function textOf(property: ts.ObjectLiteralElementLike): [name: string, text: string][] {
  if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) return [];
  const value = withoutTypes(property.initializer);
  return ts.isStringLiteralLike(value) ? [[property.name.text, value.text]] : [];
}

function isRule(texts: Readonly<Record<string, string>>): texts is Rule {
  const { rename, move, transient, to, because } = texts;
  if (transient !== undefined) return because !== undefined && because.trim() !== '';
  return (rename ?? move) !== undefined && to !== undefined;
}

function withoutTypes(node: ts.Expression): ts.Expression {
  const isTyped = ts.isSatisfiesExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node);
  return isTyped ? withoutTypes(node.expression) : node;
}
