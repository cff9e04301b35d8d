import { CORE } from './core.mjs';
import { importLines } from './imports.mjs';
import { operations } from './operations.mjs';
import { kebab, lower, nounOf } from './words.mjs';

/** A module that works with some stores: classes with listeners, and factories whose closures keep state. */
export function serviceFile(random, index, stores, target) {
  const noun = nounOf(index);
  const path = `src/services/${kebab(noun)}-service.ts`;
  const types = stores.flatMap((store) => store.types.map((type) => ({ ...type, store: store.path })));
  const kept = types.filter(({ kind }) => kind !== 'union');
  const logged = types.filter(({ kind }) => kind === 'union');
  const main = kept[random.below(kept.length)];
  const heads = importLines(path, [
    ...types.map(({ name, module }) => ({ name, module })),
    ...kept.map(({ name, store }) => ({ name: `put${name}`, module: store, value: true })),
    ...logged.map(({ name, store }) => ({ name: `log${name}`, module: store, value: true })),
    ...['ok', 'failed'].map((name) => ({ name, module: CORE, value: true })),
    ...['Result', 'Cached'].map((name) => ({ name, module: CORE })),
  ]);
  const lines = [
    ...heads,
    '',
    ...printLimiter(noun),
    '',
    ...printService(noun, main),
    '',
    `export const ${lower(noun)}Limiter = create${noun}Limiter(${100 + random.below(900)});`,
    `export const ${lower(noun)}Service = new ${noun}Service();`,
    ...kept.flatMap((type) => printAccept(noun, type)),
    ...logged.flatMap((type) => printPublish(type)),
  ];
  const text = [...lines, ...operations(random, types, target - lines.length)].join('\n');
  return { path, noun, text: `${text}\n`, types, main, kept };
}

function printLimiter(noun) {
  return [
    `export interface ${noun}Limiter {`,
    '  allow(client: string): boolean;',
    '  reset(): void;',
    '}',
    '',
    '/** Counts the calls of each client. */',
    `export function create${noun}Limiter(limit: number): ${noun}Limiter {`,
    '  const calls = new Map<string, number>();',
    '  let refused = 0;',
    '  return {',
    '    allow(client) {',
    '      const count = (calls.get(client) ?? 0) + 1;',
    '      calls.set(client, count);',
    '      if (count > limit) refused += 1;',
    '      return count <= limit;',
    '    },',
    '    reset() {',
    '      calls.clear();',
    '      refused = 0;',
    '    },',
    '  };',
    '}',
  ];
}

function printService(noun, main) {
  return [
    `export class ${noun}Service {`,
    `  static instances = 0;`,
    `  readonly #listeners = new Set<(item: ${main.name}) => void>();`,
    `  readonly #cache = new Map<string, Cached<${main.name}>>();`,
    '  #hits = 0;',
    '  protected accepted = 0;',
    '',
    '  constructor(private readonly patience = 30) {',
    `    ${noun}Service.instances += 1;`,
    '  }',
    '',
    `  listen(listener: (item: ${main.name}) => void): () => void {`,
    '    this.#listeners.add(listener);',
    '    return () => this.#listeners.delete(listener);',
    '  }',
    '',
    `  accept(item: ${main.name}, now: number): void {`,
    '    this.accepted += 1;',
    '    this.#cache.set(item.id, { value: item, expires: now + this.patience * 1000, hits: 0 });',
    '    for (const listener of this.#listeners) listener(item);',
    '  }',
    '',
    `  recall(id: string, now: number): Result<${main.name}> {`,
    '    const known = this.#cache.get(id);',
    "    if (!known || known.expires < now) return failed('not there');",
    '    known.hits += 1;',
    '    this.#hits += 1;',
    '    return ok(known.value);',
    '  }',
    '',
    '  get hits(): number {',
    '    return this.#hits;',
    '  }',
    '}',
  ];
}

function printAccept(noun, { name }) {
  return [
    '',
    `export function accept${name}(client: string, item: ${name}): Result<string> {`,
    `  if (!${lower(noun)}Limiter.allow(client)) return failed(\`\${client} asks too often\`);`,
    `  put${name}(item);`,
    '  return ok(item.id);',
    '}',
  ];
}

function printPublish({ name }) {
  return [
    '',
    `export function publish${name}(event: ${name}): string {`,
    `  log${name}(event);`,
    `  return \`published \${event.kind}\`;`,
    '}',
  ];
}
