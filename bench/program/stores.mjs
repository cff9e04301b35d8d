import { CORE } from './core.mjs';
import { importLines } from './imports.mjs';
import { operations } from './operations.mjs';
import { kebab, lower, nounOf } from './words.mjs';

/** A module that keeps the entities of some domain modules: Maps, arrays and counters at its top level. */
export function storeFile(random, index, specs, target) {
  const noun = nounOf(index);
  const path = `src/stores/${kebab(noun)}-store.ts`;
  const types = specs.flatMap((spec) => spec.types.map((type) => ({ ...type, module: spec.path })));
  const main = types.find(({ kind }) => kind === 'class') ?? types.find(({ kind }) => kind === 'interface');
  const heads = importLines(path, [
    ...types.map(({ name, module }) => ({ name, module })),
    { name: 'Repository', module: CORE, value: true },
    ...['groupBy', 'pageOf'].map((name) => ({ name, module: CORE, value: true })),
    { name: 'Page', module: CORE },
  ]);
  const lines = [
    ...heads,
    '',
    ...types.map(printBinding),
    `let changes${noun} = 0;`,
    `let lastChange${noun}: string | undefined;`,
    '',
    ...printRepository(noun, main),
    ...types.filter(({ kind }) => kind !== 'union').flatMap((type) => printKeeper(noun, type)),
    ...types.filter(({ kind }) => kind === 'union').flatMap((type) => printLog(noun, type)),
  ];
  const text = [...lines, ...operations(random, types, target - lines.length)].join('\n');
  return { path, noun, text: `${text}\n`, types };
}

const bindingOf = ({ name, kind }) => `${lower(name)}${kind === 'union' ? 'Log' : 'ById'}`;

const printBinding = (type) =>
  type.kind === 'union'
    ? `const ${bindingOf(type)}: ${type.name}[] = [];`
    : `const ${bindingOf(type)} = new Map<string, ${type.name}>();`;

function printRepository(noun, { name }) {
  return [
    `/** The repository of ${name}, with the names that were removed from it. */`,
    `export class ${noun}Repository extends Repository<${name}> {`,
    '  readonly #removed = new Set<string>();',
    '',
    '  override remove(id: string): boolean {',
    '    this.#removed.add(id);',
    '    return super.remove(id);',
    '  }',
    '',
    '  wasRemoved(id: string): boolean {',
    '    return this.#removed.has(id);',
    '  }',
    '}',
    '',
    `export const ${lower(noun)}Repository = new ${noun}Repository();`,
  ];
}

function printKeeper(noun, type) {
  const { name } = type;
  const at = bindingOf(type);
  return [
    '',
    `export function put${name}(item: ${name}): void {`,
    `  ${at}.set(item.id, item);`,
    `  changes${noun} += 1;`,
    `  lastChange${noun} = item.id;`,
    '}',
    '',
    `export function list${name}(from = 0): Page<${name}> {`,
    `  return pageOf([...${at}.values()], from, 50);`,
    '}',
  ];
}

function printLog(noun, type) {
  const { name } = type;
  const at = bindingOf(type);
  return [
    '',
    `export function log${name}(event: ${name}): void {`,
    `  ${at}.push(event);`,
    `  if (${at}.length > 1000) ${at}.splice(0, 100);`,
    `  changes${noun} += 1;`,
    `  lastChange${noun} = event.kind;`,
    '}',
    '',
    `export function ${lower(name)}Kinds(): Map<string, ${name}[]> {`,
    `  return groupBy(${at}, (event) => event.kind);`,
    '}',
  ];
}
