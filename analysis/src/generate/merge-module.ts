import { ts } from 'ts-morph';
import { isOwnSymbol } from './field-key.ts';
import { fitLines } from './fit-lines.ts';
import type { ExistingNames, ModuleScope } from './module-scope.ts';
import { parseModule, type ReadDirection, type ReadMapper, readMappers } from './read-mappers.ts';
import type { WrittenField } from './write-fields.ts';
import type { MapperDraft } from './write-mapper.ts';

export interface MergeInput {
  /** Text of the transfer module as it is; empty where there is none. */
  readonly text: string;
  /** First line of a new module. */
  readonly title: string;
  readonly drafts: readonly MapperDraft[];
  readonly scope: ModuleScope;
  /** How the module imports `ferry.ts`. */
  readonly ferry: string;
}

interface Edit {
  readonly at: number;
  readonly text: string;
}

/** What has to be added to a module. */
interface Additions {
  /** Mappers that it lacks. */
  readonly mappers: readonly string[];
  /** Statements that its mappers lack. */
  readonly statements: readonly Edit[];
  /** Views and tables that these need, by name. */
  readonly declarations: ReadonlyMap<string, string>;
  /** All of that. */
  readonly texts: readonly string[];
}

/**
 * The module with what is missing added: mappers, statements for fields that no statement names, views and imports that
 * the added text needs. What is there stays as it is, byte for byte. Empty where there is nothing to write.
 */
export function mergeModule(input: MergeInput): string {
  const additions = findMissing(input);
  if (input.text.trim() !== '') return extendModule(input, additions);
  return additions.mappers.length === 0 ? '' : newModule(input, additions);
}

function findMissing({ text, scope, drafts }: MergeInput): Additions {
  const known = new Map(readMappers(text).map((mapper) => [`${mapper.for} ${mapper.target}`, mapper]));
  const { declared } = existingNames(text);
  const statements: Edit[] = [];
  const mappers: string[] = [];
  const views: string[] = [];
  for (const draft of drafts) {
    const mapper = known.get(`${draft.for} ${draft.target}`);
    const missing = mapper ? missingStatements(mapper, draft) : [];
    statements.push(...missing);
    if (!mapper) mappers.push(draft.write(scope.unique(draft.wanted)));
    else if (missing.length > 0) views.push(...draft.views.filter((view) => declared.has(view)));
  }
  const written = [...mappers, ...statements.map((edit) => edit.text)];
  const declarations = scope.declarationsFor([...written, ...views]);
  return { mappers, statements, declarations, texts: [...written, ...declarations.values()] };
}

function newModule({ title, ferry, scope }: MergeInput, { mappers, declarations, texts }: Additions): string {
  const imports = [...ferryImport(ferry, texts, new Set()), ...scope.importsFor(texts)];
  const views = [...declarations.values()].filter(isView);
  const tables = [...declarations.values()].filter((declaration) => !isView(declaration));
  const parts = [`${title}\n${imports.join('\n')}`, views.join('\n'), tables.join('\n'), ...mappers];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function extendModule({ text, ferry, scope }: MergeInput, additions: Additions): string {
  const { declared } = existingNames(text);
  const source = parseModule(text);
  const fresh = [...additions.declarations]
    .filter(([name]) => !declared.has(name))
    .map(([, declaration]) => declaration);
  const imports = [...ferryImport(ferry, additions.texts, declared), ...scope.importsFor(additions.texts)];
  const views = fresh.filter(isView);
  const top = [
    ...(imports.length > 0 ? [imports.join('\n')] : []),
    ...(views.length > 0 ? [`\n${views.join('\n')}`] : []),
  ];
  const edits = [...additions.statements, ...extendedViews(source, additions.declarations)];
  if (top.length > 0) edits.push(afterImports(source, top.join('\n')));
  const bottom = [...fresh.filter((declaration) => !isView(declaration)), ...additions.mappers];
  const end = bottom.length > 0 ? `${text.endsWith('\n') ? '' : '\n'}\n${bottom.join('\n\n')}\n` : '';
  return applyEdits(text, edits) + end;
}

/** The names that a module has already. */
export function existingNames(text: string): ExistingNames {
  const imports = new Map<string, string>();
  const declared = new Set<string>();
  for (const statement of parseModule(text).statements) {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      if (statement.importClause?.name) declared.add(statement.importClause.name.text);
      if (bindings && ts.isNamespaceImport(bindings) && ts.isStringLiteral(statement.moduleSpecifier)) {
        imports.set(statement.moduleSpecifier.text, bindings.name.text);
      } else if (bindings && ts.isNamedImports(bindings)) {
        for (const element of bindings.elements) declared.add(element.name.text);
      }
    } else if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) declared.add(name.text);
    } else if ('name' in statement && statement.name && ts.isIdentifier(statement.name as ts.Node)) {
      declared.add((statement.name as ts.Identifier).text);
    }
  }
  return { imports, declared };
}

function isView(declaration: string): boolean {
  return /^(type|interface) /.test(declaration);
}

function ferryImport(specifier: string, texts: readonly string[], declared: ReadonlySet<string>): string[] {
  const names = ['Mapper', 'RootMapper', 'Writable'].filter(
    (name) => !declared.has(name) && texts.some((text) => new RegExp(`\\b${name}<`).test(text)),
  );
  return names.length > 0 ? [`import type { ${names.join(', ')} } from '${specifier}';`] : [];
}

function missingStatements(mapper: ReadMapper, draft: MapperDraft): Edit[] {
  return [...missingIn(mapper.forward, draft.forward), ...missingIn(mapper.backward, draft.backward)];
}

function missingIn(read: ReadDirection, written: readonly WrittenField[]): Edit[] {
  const { touched, bodyEnd, stubs } = read;
  if (touched === null || bodyEnd === null) return [];
  // The stub of what stands under a symbol of the program names no field.
  const isStub = (field: string) => isOwnSymbol(field) && stubs.some((stub) => stub.field === field.replace(/\W/g, ''));
  const lines = written.flatMap(({ field, lines }) => (touched.has(field) || isStub(field) ? [] : lines));
  if (lines.length === 0) return [];
  return [{ at: bodyEnd, text: lines.map((line) => `${fitLines(`    ${line}`)}\n`).join('') }];
}

/** Members of a view that its declaration in the module lacks, added to it. */
function extendedViews(source: ts.SourceFile, declarations: ReadonlyMap<string, string>): Edit[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isTypeAliasDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) return [];
    const wanted = declarations.get(statement.name.text);
    if (wanted === undefined) return [];
    const has = new Set(membersOf(statement).map((member) => member.name?.getText()));
    const missing = membersOf(parseModule(wanted).statements[0]!)
      .filter((member) => !has.has(member.name?.getText()))
      .map((member) => member.getText().replace(/[;,]$/, ''));
    if (missing.length === 0) return [];
    if (ts.isInterfaceDeclaration(statement)) {
      return [{ at: statement.end - 1, text: missing.map((member) => `  ${member};\n`).join('') }];
    }
    return [{ at: statement.type.end, text: ` & { ${missing.join('; ')} }` }];
  });
}

function membersOf(declaration: ts.Node): ts.TypeElement[] {
  if (ts.isInterfaceDeclaration(declaration)) return [...declaration.members];
  const found: ts.TypeElement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeLiteralNode(node)) found.push(...node.members);
    else ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}

function afterImports(source: ts.SourceFile, text: string): Edit {
  const last = source.statements.findLast((statement) => ts.isImportDeclaration(statement));
  return last ? { at: last.end, text: `\n${text}` } : { at: 0, text: `${text}\n\n` };
}

/** Edits at one place keep their order. Text before a closing brace starts on the brace's own line. */
function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text;
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => b.edit.at - a.edit.at || b.index - a.index);
  for (const { edit } of ordered) result = insert(result, edit);
  return result;
}

function insert(text: string, { at, text: added }: Edit): string {
  if (text[at] !== '}') return text.slice(0, at) + added + text.slice(at);
  const line = text.lastIndexOf('\n', at - 1) + 1;
  const alone = text.slice(line, at).trim() === '';
  if (alone) return text.slice(0, line) + added + text.slice(line);
  const indent = /^\s*/.exec(text.slice(line))![0];
  return `${text.slice(0, at).trimEnd()}\n${added}${indent}${text.slice(at)}`;
}
