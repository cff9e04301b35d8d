import { ts } from 'ts-morph';
import type { FaultKind } from './fault.ts';
import type { Edit } from './inject.ts';

/** Faults of whole statements: what is left out, exchanged, or done besides. */
export function statementFaults(node: ts.Node, source: ts.SourceFile): Edit[] {
  if (ts.isMethodDeclaration(node) && node.body) return insertions(node, node.body, source);
  if (ts.isIfStatement(node)) return conditions(node.expression, source);
  if (ts.isConditionalExpression(node)) return conditions(node.condition, source);
  if (!ts.isExpressionStatement(node) || !isAssignment(node.expression)) return [];
  return [edit('dropped assignment', node, '', source), ...swaps(node, source)];
}

function conditions(condition: ts.Expression, source: ts.SourceFile): Edit[] {
  return ['true', 'false', `!(${condition.getText(source)})`].map((text) =>
    edit('wrong condition', condition, text, source),
  );
}

/** The value of an assignment and that of the next one change places. */
function swaps(statement: ts.ExpressionStatement, source: ts.SourceFile): Edit[] {
  const siblings = ts.isBlock(statement.parent) ? [...statement.parent.statements] : [];
  const next = siblings[siblings.indexOf(statement) + 1];
  if (!next || !ts.isExpressionStatement(next) || !isAssignment(next.expression)) return [];
  const [first, second] = [statement.expression as ts.BinaryExpression, next.expression];
  const text =
    `${first.left.getText(source)} = ${second.right.getText(source)};\n` +
    `${second.left.getText(source)} = ${first.right.getText(source)};`;
  return [{ kind: 'swapped assignments', start: statement.getStart(source), end: next.end, text }];
}

/** What a mapper may do besides, at its beginning and at its end. */
function insertions(method: ts.MethodDeclaration, body: ts.Block, source: ts.SourceFile): Edit[] {
  const [from, to] = method.parameters.map((parameter) => parameter.name.getText(source));
  const isType = to !== 'ferry' && to !== undefined;
  const always: readonly [FaultKind, string][] = [
    ['thrown error', "throw new Error('a fault');"],
    ['thrown error', 'null.x;'],
    ['endless loop', 'for (;;);'],
    ['endless recursion', 'const again = () => again() + 1; again();'],
    ['unbounded allocation', 'for (const all = []; ; ) all.push(new Array(100_000).fill(all.length));'],
    ['process ends itself', 'process.exit(0);'],
    ['process is killed', "process.kill(process.pid, 'SIGKILL');"],
    ['writes to globals', 'Object.prototype.extra = 1;'],
    ['writes to globals', 'Map.prototype.set = function () { return this; };'],
    ['writes to globals', 'Array.prototype.map = () => [];'],
    ['writes to globals', 'globalThis.BigInt = Number;'],
  ];
  const start = body.getStart(source) + 1;
  const edits = always.map(([kind, text]) => ({ kind, start, end: start, text: ` ${text}` }));
  if (!isType) return edits;
  const end = body.end - 1;
  const targeted: readonly [FaultKind, string][] = [
    ['wrong prototype', `Object.setPrototypeOf(${to}, Array.prototype);`],
    ['wrong prototype', `Object.setPrototypeOf(${to}, null);`],
    ['changed value', `${to}.unexpected = 1;`],
    ['changed value', `Object.freeze(${to});`],
    ['changed value', `delete ${to}[Object.keys(${to})[0]];`],
    ['changed value', `${from}.unexpected = 1;`],
  ];
  return [...edits, ...targeted.map(([kind, text]) => ({ kind, start: end, end, text: `${text}\n` }))];
}

function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function edit(kind: FaultKind, node: ts.Node, text: string, source: ts.SourceFile): Edit {
  return { kind, start: node.getStart(source), end: node.end, text };
}
