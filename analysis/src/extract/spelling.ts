import { ts } from 'ts-morph';
import type { Reading } from './reading.ts';

/** The type as its author spelt it, or as the checker prints it; cut where it is very long. */
export function spelling(reading: Reading, declaration: ts.Node | undefined, type: ts.Type): string {
  const node = typeNodeOf(declaration);
  const text = node
    ? node.getText().replace(/\s+/g, ' ')
    : reading.checker.typeToString(type).replaceAll(`import("${reading.root}/`, 'import("');
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

/**
 * The type without the literal that only a modifier made of it: `readonly size = 5` and `size = 5` hold the same.
 */
export function widenedType(checker: ts.TypeChecker, type: ts.Type, declaration: ts.Node | undefined): ts.Type {
  const { initializer } = (declaration ?? {}) as { initializer?: ts.Expression };
  if (!initializer || typeNodeOf(declaration) || ts.isAsExpression(initializer)) return type;
  return checker.getBaseTypeOfLiteralType(type);
}

function typeNodeOf(declaration: ts.Node | undefined): ts.TypeNode | undefined {
  const { type } = (declaration ?? {}) as { type?: ts.Node };
  return type && ts.isTypeNode(type) ? type : undefined;
}
