import { importLines } from './imports.mjs';
import { operations } from './operations.mjs';
import { kebab, lower, nounOf } from './words.mjs';

/** A module that answers requests from some services: a table of handlers and what was asked of them. */
export function routeFile(random, index, services, target) {
  const noun = nounOf(index);
  const path = `src/routes/${kebab(noun)}-routes.ts`;
  const types = services.flatMap((service) => service.types);
  const heads = importLines(path, [
    ...types.map(({ name, module }) => ({ name, module })),
    ...services.map((service) => ({ name: `${lower(service.noun)}Service`, module: service.path, value: true })),
    ...services.map((service) => ({ name: `accept${service.main.name}`, module: service.path, value: true })),
  ]);
  const handlers = services.flatMap((service) => printHandlers(noun, service));
  const lines = [
    ...heads,
    '',
    `type ${noun}Handler = (client: string, body: string) => string;`,
    '',
    `interface ${noun}Call {`,
    '  path: string;',
    '  client: string;',
    '  took: number;',
    '}',
    '',
    `const handlers = new Map<string, ${noun}Handler>();`,
    `const calls: ${noun}Call[] = [];`,
    'const failures: Record<string, number> = {};',
    ...handlers,
    '',
    ...printAnswer(noun),
  ];
  return { path, noun, text: `${[...lines, ...operations(random, types, target - lines.length)].join('\n')}\n` };
}

function printHandlers(noun, service) {
  const at = `${lower(service.noun)}Service`;
  return [
    '',
    `function recall${service.noun}(client: string, body: string): string {`,
    `  const found = ${at}.recall(body, Date.now());`,
    `  return found.ok ? \`\${client}: \${found.value.id}\` : found.error;`,
    '}',
    '',
    `export function admit${service.noun}(client: string, item: ${service.main.name}): string {`,
    `  ${at}.accept(item, Date.now());`,
    `  const result = accept${service.main.name}(client, item);`,
    '  return result.ok ? result.value : result.error;',
    '}',
    '',
    `function note${service.noun}(item: ${service.main.name}): void {`,
    `  calls.push({ path: item.id, client: 'none', took: 0 });`,
    '}',
    '',
    `handlers.set('/${kebab(noun)}/${kebab(service.noun)}', recall${service.noun});`,
    `${at}.listen(note${service.noun});`,
  ];
}

function printAnswer(noun) {
  return [
    `export function answer${noun}(path: string, client: string, body: string): string | undefined {`,
    '  const handler = handlers.get(path);',
    '  if (!handler) return undefined;',
    '  const started = Date.now();',
    '  try {',
    '    return handler(client, body);',
    '  } catch (error) {',
    '    failures[path] = (failures[path] ?? 0) + 1;',
    '    return String(error);',
    '  } finally {',
    '    calls.push({ path, client, took: Date.now() - started });',
    '    if (calls.length > 500) calls.shift();',
    '  }',
    '}',
  ];
}
