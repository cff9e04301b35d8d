import { FIELDS } from './words.mjs';

/** The kinds of field that the made-up types have: how each is spelt, made and used. */
const KINDS = {
  string: { type: () => 'string', value: () => "''", text: (at) => at, number: (at) => `${at}.length` },
  number: { type: () => 'number', value: () => '0', text: (at) => `${at}.toFixed(2)`, number: (at) => at },
  boolean: { type: () => 'boolean', value: () => 'false', text: (at) => `(${at} ? 'yes' : 'no')` },
  date: { type: () => 'Date', value: () => 'new Date(0)', text: (at) => `${at}.toISOString()`, number: time },
  bigint: {
    type: () => 'bigint',
    value: () => '0n',
    text: (at) => `${at}.toString()`,
    number: (at) => `Number(${at})`,
  },
  enum: { type: of, value: (field) => `${field.of}.${field.first}`, text: (at) => `String(${at})` },
  literals: {
    type: (field) => field.words.map(quote).join(' | '),
    value: (field) => quote(field.words[0]),
    text: same,
  },
  strings: { type: () => 'string[]', value: () => '[]', text: joined, number: (at) => `${at}.length` },
  set: { type: () => 'Set<string>', value: () => 'new Set()', text: spread, number: (at) => `${at}.size` },
  counts: { type: () => 'Record<string, number>', value: () => '{}', text: (at) => `Object.keys(${at}).join()` },
  pair: { type: () => '[number, number]', value: () => '[0, 1]', text: joined, number: (at) => `${at}[1] - ${at}[0]` },
  inline: { type: () => '{ from: number; to: number }', value: () => '{ from: 0, to: 1 }', text: range },
  ref: { type: (field) => `${field.of} | null`, value: () => 'null', text: present },
  list: { type: (field) => `${field.of}[]`, value: () => '[]', text: size('length'), number: (at) => `${at}.length` },
  map: { type: (field) => `Map<string, ${field.of}>`, value: () => 'new Map()', text: size('size') },
  page: { type: (field) => `Page<${field.of}>`, value: () => '{ items: [], total: 0 }', text: size('total') },
  cached: { type: (field) => `Cached<${field.of}> | null`, value: () => 'null', text: present },
  ring: { type: (field) => `Ring<${field.of}>`, value: () => 'new Ring(16)', text: size('size') },
};

const PLAIN = ['string', 'string', 'number', 'number', 'boolean', 'date', 'bigint', 'strings', 'set', 'counts', 'pair'];
const BY_REFERENCE = ['ref', 'ref', 'list', 'list', 'map', 'map', 'page', 'cached', 'ring'];
const GENERIC = { page: 'Page', cached: 'Cached', ring: 'Ring' };

/** A field of a random kind; `near` are the types that it may refer to, `enums` those it may hold. */
export function randomField(random, name, near, enums) {
  const optional = random.chance(0.12);
  if (near.length > 0 && random.chance(0.3)) {
    const target = random.pick(near);
    return { name, kind: random.pick(BY_REFERENCE), of: target.name, module: target.module, optional };
  }
  if (enums.length > 0 && random.chance(0.15)) {
    const target = random.pick(enums);
    return { name, kind: 'enum', of: target.name, first: target.members[0], module: target.module, optional };
  }
  if (random.chance(0.08)) return { name, kind: 'literals', words: ['idle', 'active', 'done'], optional };
  if (random.chance(0.05)) return { name, kind: 'inline', optional };
  return { name, kind: random.pick(PLAIN), optional };
}

/** So many fields with names of their own. */
export function randomFields(random, count, near, enums) {
  const start = random.below(FIELDS.length);
  return Array.from({ length: count }, (_, index) =>
    randomField(random, FIELDS[(start + index * 5) % FIELDS.length], near, enums),
  );
}

export const typeText = (field) => KINDS[field.kind].type(field);
export const valueText = (field) => KINDS[field.kind].value(field);

/** An expression of type string, for the field's value `at` that is there. */
export const asText = (field, at) => KINDS[field.kind].text(at);

/** An expression of type number, or undefined where the kind has none. */
export const asNumber = (field, at) => KINDS[field.kind].number?.(at);

/** The generic types of the core that some fields use. */
export const genericsOf = (fields) => [...new Set(fields.flatMap(({ kind }) => GENERIC[kind] ?? []))];

/** How many object types a field brings with it: instantiations and anonymous ones. */
export const typesOf = ({ kind }) => (kind in GENERIC || kind === 'inline' ? 1 : 0);

function of(field) {
  return field.of;
}
function time(at) {
  return `${at}.getTime()`;
}
function quote(word) {
  return `'${word}'`;
}
function same(at) {
  return at;
}
function joined(at) {
  return `${at}.join(', ')`;
}
function spread(at) {
  return `[...${at}].join(', ')`;
}
function range(at) {
  return `\`\${${at}.from} to \${${at}.to}\``;
}
function present(at) {
  return `(${at} === null ? 'none' : 'some')`;
}
function size(property) {
  return (at) => `String(${at}.${property})`;
}
