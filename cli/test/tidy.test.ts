import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LAYERS = ['analysis', 'transfer', 'properties', 'project', 'server', 'debugger', 'client', 'cli'] as const;
const LINES = 350;

interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

interface Import {
  readonly from: string;
  readonly of: string;
  readonly typeOnly: boolean;
}

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '');

const read = (path: string) => readFileSync(root + path, 'utf8');

const sources: Source[] = tracked
  .filter((path) => /^\w+\/(src|test)\/.*\.ts$/.test(path))
  .map((path) => {
    const text = read(path);
    return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
  });

const layerOf = (path: string) => path.slice(0, path.indexOf('/'));
const sourcesOf = (layer: string) => sources.filter(({ path }) => path.startsWith(`${layer}/src/`));

/** Every import of a layer's own sources: static, re-exporting and dynamic ones. */
function importsOf(layer: string): Import[] {
  return sourcesOf(layer).flatMap(({ path, tree }) => {
    const found: Import[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
        found.push({ from: path, of: node.moduleSpecifier.text, typeOnly: isTypeOnly(node) });
      } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
        found.push({ from: path, of: node.moduleSpecifier.text, typeOnly: node.isTypeOnly });
      } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        const [of] = node.arguments;
        if (of && ts.isStringLiteral(of)) found.push({ from: path, of: of.text, typeOnly: false });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.isTypeOnly) return true;
  const { name, namedBindings } = importClause;
  return (
    !name && !!namedBindings && ts.isNamedImports(namedBindings) && namedBindings.elements.every((e) => e.isTypeOnly)
  );
}

/** Imports that break a rule, as readable lines; a rule that never sees an import cannot fail, so there must be some. */
function breaking(imports: readonly Import[], allowed: (found: Import) => boolean): string[] {
  expect(imports.length).toBeGreaterThan(0);
  return imports.filter((found) => !allowed(found)).map(({ from, of }) => `${from} imports ${of}`);
}

describe('layers', () => {
  test.each([
    ['server', /^vscode-(languageserver|jsonrpc)/],
    ['debugger', /^@vscode\/debug/],
    ['client', /^vscode($|-languageclient)/],
  ])('only %s speaks its protocol', (layer, protocol) => {
    const others = LAYERS.filter((other) => other !== layer).flatMap(importsOf);
    expect(breaking(others, ({ of }) => !protocol.test(of))).toEqual([]);
  });

  test('analysis reads and writes nothing', () => {
    const allowed = /^(\.|ts-morph$|@ts-morph\/common$)/;
    expect(breaking(importsOf('analysis'), ({ of }) => allowed.test(of))).toEqual([]);
  });

  test('transfer takes nothing from third parties, and only types from analysis', () => {
    const allowed = ({ of, typeOnly }: Import) =>
      of.startsWith('.') || of.startsWith('node:') || (of.startsWith('@timeferry/analysis/') && typeOnly);
    expect(breaking(importsOf('transfer'), allowed)).toEqual([]);
  });

  test.each([
    ['properties', ['analysis', 'transfer']],
    ['project', ['analysis', 'transfer']],
    ['server', ['analysis', 'transfer', 'project']],
    ['debugger', ['analysis', 'transfer', 'project']],
    ['cli', ['analysis', 'transfer', 'properties', 'project']],
    ['client', ['analysis', 'transfer', 'project']],
  ])('%s builds on the layers below it only', (layer, below) => {
    const allowed = ({ of }: Import) => !of.startsWith('@timeferry/') || below.includes(of.split('/')[1]!);
    expect(breaking(importsOf(layer), allowed)).toEqual([]);
  });

  test('no layer reaches into another by a relative path', () => {
    const climbing = LAYERS.flatMap(importsOf).filter(({ from, of }) => {
      if (!of.startsWith('.')) return false;
      return !new URL(of, `file:///${from}`).pathname.startsWith(`/${layerOf(from)}/`);
    });
    expect(climbing).toEqual([]);
  });
});

describe('files', () => {
  test(`have at most ${LINES} lines`, () => {
    const long = LAYERS.flatMap(sourcesOf).map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
    expect(long.filter(({ lines }) => lines > LINES)).toEqual([]);
  });

  test('are named in kebab-case', () => {
    const odd = sources.filter(({ path }) => !/^[a-z0-9]+([-.][a-z0-9]+)*\.ts$/.test(basename(path)));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  test('name no place on one machine', () => {
    const absolute = /(?<![\w.~$}*])\/(home|root|Users|work|mnt|private)\/[\w.-]+/;
    const files = tracked.filter(
      (path) => !/\.(png|svg|ico|lock)$|package-lock\.json$|^cli\/test\/tidy\.test\.ts$/.test(path),
    );
    const found = files.flatMap((path) => {
      const match = absolute.exec(read(path));
      return match ? [`${path}: ${match[0]}`] : [];
    });
    expect(found).toEqual([]);
  });

  test('skip and focus no test', () => {
    const skipping = /\b(it|test|describe)\.(skip|only|todo|fails)\b/;
    const found = sources.filter(({ path, text }) => path !== 'cli/test/tidy.test.ts' && skipping.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test('use no any', () => {
    const found = sources.flatMap(({ path, tree }) => {
      const lines: string[] = [];
      const visit = (node: ts.Node): void => {
        if (node.kind === ts.SyntaxKind.AnyKeyword) {
          lines.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(tree);
      return lines;
    });
    expect(found).toEqual([]);
  });
});

test.each(['package-lock.json', 'test/nodes/package-lock.json'])('%s holds the packages of every platform', (file) => {
  const { packages } = JSON.parse(read(file)) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const paths = Object.keys(packages);
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)));
  expect(missing).toEqual([]);
});

test('every exported function that is more than a line or two says what it does', () => {
  const silent = LAYERS.flatMap(sourcesOf).flatMap(({ path, tree }) =>
    tree.statements
      .filter(ts.isFunctionDeclaration)
      .filter((node) => node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      .filter(({ body }) => (body?.getText(tree).split('\n').length ?? 0) > 5)
      .filter((node) => ts.getJSDocCommentsAndTags(node).length === 0)
      .map((node) => `${path}: ${node.name?.text}`),
  );
  expect(silent).toEqual([]);
});
