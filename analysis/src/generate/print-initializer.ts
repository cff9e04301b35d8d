import { ts } from 'ts-morph';

/** An initializer without its types: JavaScript that means the same in any module. */
export function printInitializer(text: string): string {
  const { outputText } = ts.transpileModule(`(${text}\n)`, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  const source = ts.createSourceFile('value.js', outputText, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  // A directive comes first.
  const statement = source.statements.at(-1);
  if (!statement || !ts.isExpressionStatement(statement)) return text;
  const value = ts.isParenthesizedExpression(statement.expression)
    ? statement.expression.expression
    : statement.expression;
  const printed = value.getText(source);
  return ts.isStringLiteral(value) && printed.startsWith('"')
    ? `'${printed.slice(1, -1).replaceAll("'", "\\'")}'`
    : printed;
}
