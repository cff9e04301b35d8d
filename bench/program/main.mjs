import { importLines } from './imports.mjs';

/** The entry: it hands each request to the routes. */
export function mainFile(routes) {
  const path = 'src/main.ts';
  const names = routes.map(({ noun }) => `answer${noun}`);
  const heads = importLines(
    path,
    routes.map(({ noun, path: module }) => ({ name: `answer${noun}`, module, value: true })),
  );
  const text = [
    ...heads,
    '',
    'const started = Date.now();',
    'let served = 0;',
    'const clients = new Map<string, { first: number; count: number }>();',
    '',
    'const answers: readonly ((path: string, client: string, body: string) => string | undefined)[] = [',
    ...names.map((name) => `  ${name},`),
    '];',
    '',
    'export function serve(path: string, client: string, body: string): string {',
    '  served += 1;',
    '  const known = clients.get(client);',
    '  if (known) known.count += 1;',
    '  else clients.set(client, { first: Date.now(), count: 1 });',
    '  for (const answer of answers) {',
    '    const text = answer(path, client, body);',
    '    if (text !== undefined) return text;',
    '  }',
    `  return \`nothing at \${path} after \${Date.now() - started} ms and \${served} requests\`;`,
    '}',
  ].join('\n');
  return { path, text: `${text}\n` };
}
