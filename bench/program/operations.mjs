import { asNumber, asText } from './fields.mjs';
import { lower } from './words.mjs';

const VERBS = ['summarise', 'check', 'rank', 'count', 'search', 'measure', 'compare', 'collect', 'audit', 'export'];

/** Functions that work on lists of the types, together about so many lines. */
export function operations(random, types, wanted) {
  const lines = [];
  for (let count = 0; lines.length < wanted - 12; count += 1) {
    const type = types[count % types.length];
    const verb = VERBS[Math.floor(count / types.length) % VERBS.length];
    const round = Math.floor(count / types.length / VERBS.length);
    const name = `${verb}${type.name}${round === 0 ? '' : `In${round + 1}`}`;
    lines.push('', ...(type.kind === 'union' ? unionOperation(type, name) : listOperation(random, type, name)));
  }
  return lines;
}

function unionOperation(type, name) {
  return [
    `export function ${name}(events: Iterable<${type.name}>): Map<string, string[]> {`,
    '  const found = new Map<string, string[]>();',
    '  for (const event of events) {',
    '    const texts = found.get(event.kind) ?? [];',
    '    switch (event.kind) {',
    ...type.variants.flatMap((each) => [
      `      case '${each.tag}':`,
      ...each.fields.map((field) => `        ${guarded(field, 'event', (at) => `texts.push(${asText(field, at)});`)}`),
      '        break;',
    ]),
    '    }',
    '    found.set(event.kind, texts);',
    '  }',
    '  return found;',
    '}',
  ];
}

function listOperation(random, type, name) {
  const item = lower(type.name);
  const fields = type.fields.filter((field) => !field.hidden);
  const body = [0, 1, 2].flatMap(() => (fields.length === 0 ? [] : statement(random, random.pick(fields), item)));
  return [
    `export function ${name}(items: readonly ${type.name}[], limit = ${10 + random.below(90)}): string[] {`,
    '  const lines: string[] = [];',
    '  const seen = new Map<string, number>();',
    '  let total = 0;',
    `  for (const ${item} of items) {`,
    `    if (seen.has(${item}.id)) continue;`,
    ...body.map((line) => `    ${line}`),
    `    seen.set(${item}.id, total);`,
    '    if (seen.size >= limit) break;',
    '  }',
    '  const ranked = [...seen].filter(([, value]) => value >= 0).sort((a, b) => b[1] - a[1]);',
    `  for (const [id, value] of ranked) lines.push(\`\${id}: \${value}\`);`,
    '  return total === 0 ? [] : lines;',
    '}',
  ];
}

function statement(random, field, item) {
  const number = asNumber(field, `${item}.${field.name}`);
  if (number !== undefined && random.chance(0.6)) {
    return [guarded(field, item, (at) => `total += ${asNumber(field, at)};`)];
  }
  if (random.chance(0.5)) return [guarded(field, item, (at) => `lines.push(${asText(field, at)});`)];
  const word = `${field.name}${random.below(10_000)}`;
  return [
    guarded(field, item, (at) => `const ${word} = ${asText(field, at)};`, `const ${word} = '';`),
    `if (${word}.length > ${random.below(40)}) lines.push(\`\${${item}.id} \${${word}}\`);`,
  ];
}

/** A statement on a field's value, for an optional one under its condition. */
function guarded(field, item, write, otherwise) {
  const at = `${item}.${field.name}`;
  if (!field.optional) return write(at);
  if (otherwise !== undefined) return otherwise;
  return `if (${at} !== undefined) ${write(at)}`;
}
