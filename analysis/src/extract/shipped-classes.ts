import { ts } from 'ts-morph';
import { walk } from './walk.ts';

/** What a declaration file leaves out of a class, as the JavaScript that ships beside it has it. */
export interface ShippedClass {
  /** Names of its methods and accessors: the declaration of a private one looks like that of a field. */
  readonly code: ReadonlySet<string>;
  /** Its `#private` fields, each with the `#`. */
  readonly secrets: readonly string[];
}

/** Classes of dependencies, read from their JavaScript: only syntax, and only where a declaration hides something. */
export class ShippedClasses {
  readonly #readFile: (path: string) => string | undefined;
  readonly #files = new Map<string, ts.SourceFile | undefined>();
  readonly #manifests = new Map<string, Manifest>();
  readonly #classes = new Map<ts.ClassLikeDeclaration, ShippedClass | undefined>();

  constructor(readFile: (path: string) => string | undefined) {
    this.#readFile = readFile;
  }

  /** The class that a declaration file declares; `undefined` where its JavaScript is not found or has no such class. */
  of(declaration: ts.ClassLikeDeclaration): ShippedClass | undefined {
    if (!this.#classes.has(declaration)) this.#classes.set(declaration, this.#find(declaration));
    return this.#classes.get(declaration);
  }

  /** `package@version` or `@scope/package@version` of the package that a file belongs to; without the version where it has none. */
  packageOf(path: string): string {
    const folder = packageFolder(path);
    const name = (folder ?? path).replace(/^.*\/node_modules\//, '');
    const { version } = folder === undefined ? {} : this.#manifest(folder);
    return typeof version === 'string' ? `${name}@${version}` : name;
  }

  #find(declaration: ts.ClassLikeDeclaration): ShippedClass | undefined {
    const { fileName } = declaration.getSourceFile();
    for (const path of [...besideOf(fileName), ...this.#mainFiles(fileName)]) {
      const file = this.#parse(path);
      const name = declaration.name?.text ?? (file && defaultClass(file));
      const found = file && name !== undefined ? readShipped(file, name) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  /** The bundles that a package names in its manifest. */
  #mainFiles(path: string): string[] {
    const folder = packageFolder(path);
    if (folder === undefined) return [];
    const { main, module } = this.#manifest(folder);
    return [module, main].flatMap((each) =>
      typeof each === 'string' ? [`${folder}/${each.replace(/^\.\//, '')}`] : [],
    );
  }

  #manifest(folder: string): Manifest {
    const known = this.#manifests.get(folder);
    if (known) return known;
    const { config } = ts.parseConfigFileTextToJson('package.json', this.#readFile(`${folder}/package.json`) ?? '{}');
    const manifest = (config ?? {}) as Manifest;
    this.#manifests.set(folder, manifest);
    return manifest;
  }

  #parse(path: string): ts.SourceFile | undefined {
    if (!this.#files.has(path)) {
      const text = this.#readFile(path);
      const isRead = text !== undefined && text.length <= LONGEST;
      this.#files.set(path, isRead ? ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) : undefined);
    }
    return this.#files.get(path);
  }
}

interface Manifest {
  readonly version?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
}

const packageFolder = (path: string): string | undefined =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];

/** Characters; what is longer is a bundle of more than a library. */
const LONGEST = 4_000_000;

/** `x.js` and its kin for `x.d.ts`, `x.mjs` for `x.d.mts`. */
function besideOf(path: string): string[] {
  const parts = /^(.*)\.d\.([cm]?)ts$/.exec(path);
  if (!parts) return [];
  const [, base, kind] = parts;
  return kind === '' ? ['js', 'mjs', 'cjs'].map((extension) => `${base}.${extension}`) : [`${base}.${kind}js`];
}

function defaultClass(file: ts.SourceFile): string | undefined {
  for (const statement of file.statements) {
    if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression)) return statement.expression.text;
  }
  return undefined;
}

/** A class of a file, in the forms that compilers give it: a class, or a function with a prototype. */
function readShipped(file: ts.SourceFile, name: string): ShippedClass | undefined {
  const code = new Set<string>();
  const secrets = new Set<string>();
  let isFound = false;
  walk(file, (node) => {
    if (ts.isClassLike(node) && classNames(node).includes(name)) {
      isFound = true;
      readMembers(node, code, secrets);
    } else if (ts.isFunctionDeclaration(node) && node.name?.text === name) isFound = true;
    else if (ts.isExpression(node)) for (const each of prototypeMembers(node, name)) code.add(each);
    return true;
  });
  for (const each of lowered(file, name)) secrets.add(each);
  return isFound ? { code, secrets: [...secrets] } : undefined;
}

/** Its own name, and that of the variable which it is given to. */
function classNames(node: ts.ClassLikeDeclaration): string[] {
  const { parent } = node;
  const bound = ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? [parent.name.text] : [];
  return node.name ? [node.name.text, ...bound] : bound;
}

function readMembers(node: ts.ClassLikeDeclaration, code: Set<string>, secrets: Set<string>): void {
  for (const member of node.members) {
    if (!member.name || ts.isComputedPropertyName(member.name)) continue;
    const { text } = member.name;
    const isStatic =
      ts.canHaveModifiers(member) && member.modifiers?.some((each) => each.kind === ts.SyntaxKind.StaticKeyword);
    if (isStatic) continue;
    if (!ts.isPropertyDeclaration(member)) code.add(text);
    else if (ts.isPrivateIdentifier(member.name)) secrets.add(text);
  }
}

/** Members that older code puts on a prototype: `Name.prototype.x =`, `_proto.x =`, defineProperty, and a list of accessors. */
function prototypeMembers(node: ts.Expression, name: string): string[] {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const { left } = node;
    return ts.isPropertyAccessExpression(left) && isPrototype(left.expression, name) ? [left.name.text] : [];
  }
  if (!ts.isCallExpression(node)) return [];
  const [target, second] = node.arguments;
  if (!target || !second) return [];
  if (isPrototype(target, name) && ts.isStringLiteralLike(second)) return [second.text];
  const isOfClass = ts.isIdentifier(target) && target.text === name && ts.isArrayLiteralExpression(second);
  return isOfClass ? second.elements.flatMap(keyOf) : [];
}

function isPrototype(node: ts.Expression, name: string): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === 'prototype' && ts.isIdentifier(node.expression) && node.expression.text === name;
  }
  if (!ts.isIdentifier(node)) return false;
  // `var _proto = Name.prototype` stands in the function around the class, before its members.
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (!ts.isBlock(at)) continue;
    const declared = at.statements
      .filter(ts.isVariableStatement)
      .flatMap((statement) => [...statement.declarationList.declarations])
      .find((each) => ts.isIdentifier(each.name) && each.name.text === node.text);
    if (declared)
      return (
        Boolean(declared.initializer) &&
        !ts.isIdentifier(declared.initializer!) &&
        isPrototype(declared.initializer!, name)
      );
  }
  return false;
}

/** `x` of `{ key: "x", get: … }`. */
function keyOf(element: ts.Expression): string[] {
  if (!ts.isObjectLiteralExpression(element)) return [];
  return element.properties.flatMap((each) => {
    const isKey = ts.isPropertyAssignment(each) && ts.isIdentifier(each.name) && each.name.text === 'key';
    return isKey && ts.isStringLiteralLike(each.initializer) ? [each.initializer.text] : [];
  });
}

/**
 * `#private` fields that a compiler turned into weak maps: TypeScript writes `_Name_field.set(this, …)` for each into the
 * constructor, esbuild `__privateAdd(this, _field, …)`. Methods are kept in sets, and are no fields.
 */
function lowered(file: ts.SourceFile, name: string): string[] {
  const found: string[] = [];
  walk(file, (node) => {
    if (ts.isCallExpression(node) && isOfThis(node)) {
      const { expression } = node;
      const typescript =
        ts.isPropertyAccessExpression(expression) && expression.name.text === 'set' && expression.expression;
      const esbuild = ts.isIdentifier(expression) && /^__privateAdd\d*$/.test(expression.text) && node.arguments[1];
      if (typescript && ts.isIdentifier(typescript) && typescript.text.startsWith(`_${name}_`))
        found.push(`#${typescript.text.slice(name.length + 2)}`);
      if (esbuild && isInClass(node, name) && ts.isIdentifier(esbuild) && !/_(instances|fn)$/.test(esbuild.text))
        found.push(`#${esbuild.text.replace(/^_/, '')}`);
    }
    return true;
  });
  return found;
}

function isInClass(node: ts.Node, name: string): boolean {
  const owner = ts.findAncestor(node, ts.isClassLike);
  return owner !== undefined && classNames(owner)[0] === name;
}

const isOfThis = ({ arguments: [first] }: ts.CallExpression): boolean => first?.kind === ts.SyntaxKind.ThisKeyword;
