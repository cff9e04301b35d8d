import { ts } from 'ts-morph';
import type { CompilerSettings } from '../compiler-settings.ts';
import type { ModuleFacts } from '../state-model.ts';
import { moduleName, type Reading } from './reading.ts';

/** What other parts need to know of a module besides its state. */
export function moduleFacts(reading: Reading, settings: CompilerSettings, file: ts.SourceFile): ModuleFacts {
  const classes: string[] = [];
  const functions: string[] = [];
  const declarations: string[] = [];
  const visit = (statements: readonly ts.Statement[], prefix: string): void => {
    for (const statement of statements) {
      for (const name of declaredNames(statement)) {
        if (prefix === '') declarations.push(name);
        if (isClassStatement(statement, name)) classes.push(prefix + name);
        if (isFunctionStatement(statement, name)) functions.push(prefix + name);
      }
      if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
        visit(statement.body.statements, `${prefix}${statement.name.text}.`);
      }
    }
  };
  visit(file.statements, '');
  return {
    name: moduleName(reading, file),
    outputs: outputsOf(reading, settings, file),
    classes,
    functions,
    declarations,
  };
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((each) =>
      ts.isIdentifier(each.name) ? [each.name.text] : [],
    );
  }
  if (ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement))
    return [statement.name?.text ?? 'default'];
  const { name } = statement as ts.Statement & { name?: ts.Node };
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

const isClassStatement = (statement: ts.Statement, name: string): boolean =>
  ts.isClassDeclaration(statement) || initializerOf(statement, name, ts.isClassExpression);

const isFunctionStatement = (statement: ts.Statement, name: string): boolean =>
  ts.isFunctionDeclaration(statement) ||
  initializerOf(statement, name, (node) => ts.isArrowFunction(node) || ts.isFunctionExpression(node));

function initializerOf(statement: ts.Statement, name: string, test: (node: ts.Expression) => boolean): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  const declaration = statement.declarationList.declarations.find(
    (each) => ts.isIdentifier(each.name) && each.name.text === name,
  );
  return declaration?.initializer !== undefined && test(declaration.initializer);
}

function outputsOf(reading: Reading, settings: CompilerSettings, file: ts.SourceFile): string[] {
  const names = settings.configurations.flatMap((configuration) => {
    if (!configuration.fileNames.includes(file.fileName)) return [];
    try {
      return ts.getOutputFileNames(configuration, file.fileName, false);
    } catch {
      // A configuration that emits nothing has no outputs.
      return [];
    }
  });
  const inside = names.filter((name) => /\.[cm]?jsx?$/.test(name) && name.startsWith(`${reading.root}/`));
  return inside.map((name) => name.slice(reading.root.length + 1));
}
