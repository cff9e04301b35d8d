import { ts } from 'ts-morph';
import type { FaultKind } from './fault.ts';
import type { Edit } from './inject.ts';

/** Faults of expressions: a wrong value, field, operator, element, or identity. `names` are the fields of the mapper. */
export function valueFaults(node: ts.Node, source: ts.SourceFile, names: readonly string[]): Edit[] {
  const text = node.getText(source);
  const one = (kind: FaultKind, changed: string, at: ts.Node = node): Edit => ({
    kind,
    start: at.getStart(source),
    end: at.end,
    text: changed,
  });
  if (ts.isNumericLiteral(node)) return [one('changed constant', String(Number(node.text) + 1))];
  if (ts.isStringLiteral(node) && isValue(node)) return [one('changed constant', `'${node.text}x'`)];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [one('changed constant', 'false')];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [one('changed constant', 'true')];
  if (node.kind === ts.SyntaxKind.NullKeyword) return [one('changed constant', 'undefined')];
  if (ts.isBinaryExpression(node))
    return operators(node).map((other) => one('wrong operator', other, node.operatorToken));
  if (ts.isPropertyAccessExpression(node))
    return wrongFields(node, names).map((name) => one('wrong field', name, node.name));
  if (ts.isElementAccessExpression(node) && ts.isNumericLiteral(node.argumentExpression)) {
    const next = String(Number(node.argumentExpression.text) + 1);
    return [one('off by one', next, node.argumentExpression)];
  }
  if (ts.isArrayLiteralExpression(node) && node.elements.some(ts.isSpreadElement)) {
    const spread = node.elements.find(ts.isSpreadElement)!.expression.getText(source);
    return [
      one('skipped element', `${text}.slice(1)`),
      one('skipped element', `${text}.slice(0, -1)`),
      one('changed value', `${text}.reverse()`),
      one('shared instead of copied', spread),
    ];
  }
  if (ts.isNewExpression(node)) return newFaults(node, text, source).map(([kind, other]) => one(kind, other));
  if (ts.isCallExpression(node)) return callFaults(node, text, source).map(([kind, other]) => one(kind, other));
  return [];
}

/** Texts that are names to the transfer itself have faults of their own: the mapper is not found, or not for this type. */
function isValue(node: ts.StringLiteral): boolean {
  return !ts.isPropertyAssignment(node.parent) && !ts.isImportDeclaration(node.parent);
}

const OTHERS: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['||', '&&'],
  '+': ['-'],
  '-': ['+'],
  '>': ['>=', '<'],
  '<': ['<=', '>'],
};

function operators(node: ts.BinaryExpression): readonly string[] {
  return OTHERS[node.operatorToken.getText()] ?? [];
}

function wrongFields(node: ts.PropertyAccessExpression, names: readonly string[]): readonly string[] {
  const isField = ts.isIdentifier(node.expression) && ['past', 'future'].includes(node.expression.text);
  return isField ? names.filter((name) => name !== node.name.text).slice(0, 3) : [];
}

function newFaults(node: ts.NewExpression, text: string, source: ts.SourceFile): [FaultKind, string][] {
  const made = node.expression.getText(source);
  const from = node.arguments?.[0]?.getText(source);
  if (from === undefined) return [];
  if (made === 'Date')
    return [
      ['changed value', `new Date(${text}.getTime() + 1)`],
      ['changed value', 'new Date(0)'],
    ];
  if (made !== 'Map' && made !== 'Set') return [];
  return [
    ['skipped element', `new ${made}([...${from}].slice(1))`],
    ['changed value', `new ${made}([...${from}].reverse())`],
    ['shared instead of copied', `(globalThis.shared${node.pos} ??= ${text})`],
    ['changed value', `new ${made}()`],
  ];
}

function callFaults(node: ts.CallExpression, text: string, source: ts.SourceFile): [FaultKind, string][] {
  const called = node.expression.getText(source);
  const [first, , third] = node.arguments.map((argument) => argument.getText(source));
  if (called === 'ferry.once') return [['lost aliasing', `(${third})(${first})`]];
  if (called.startsWith('ferry.carry')) {
    return [
      ['lost aliasing', `({ ...${text} })`],
      ['lost aliasing', `Object.assign(Object.create(Object.getPrototypeOf(${text})), ${text})`],
      ['shared instead of copied', `(globalThis.shared${node.pos} ??= ${text})`],
      ['changed value', first ?? 'undefined'],
    ];
  }
  if (called === 'ferry.guard')
    return [
      ['wrong condition', 'true'],
      ['wrong condition', 'false'],
    ];
  if (called === 'BigInt')
    return [
      ['off by one', `(${text} + 1n)`],
      ['changed value', first ?? '0'],
    ];
  if (called === 'Number')
    return [
      ['off by one', `(${text} + 1)`],
      ['changed value', first ?? '0'],
    ];
  if (called === 'String')
    return [
      ['changed value', `${text}.slice(0, -1)`],
      ['changed value', first ?? "''"],
    ];
  if (called.endsWith('.map'))
    return [
      ['skipped element', `${text}.slice(1)`],
      ['skipped element', `${text}.filter((_, i) => i !== 1)`],
    ];
  return [];
}
