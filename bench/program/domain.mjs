import { CORE } from './core.mjs';
import { asText, genericsOf, randomFields, typesOf, typeText, valueText } from './fields.mjs';
import { importLines } from './imports.mjs';
import { operations } from './operations.mjs';
import { kebab, lower, nounOf, partOf } from './words.mjs';

/**
 * What a domain module declares, as data: an enum, interfaces, a union with its variants, classes. Its types refer to
 * each other and to those of the modules before it.
 */
export function domainSpec(random, index, count, before) {
  const noun = nounOf(index);
  const path = `src/domain/${kebab(noun)}.ts`;
  const own = { name: `${noun}Kind`, members: ['Plain', 'Special', 'Legacy', 'Archived'], module: path };
  const below = before.slice(-24);
  const near = below.flatMap((spec) => spec.types.map(({ name }) => ({ name, module: spec.path })));
  const enums = [own, ...below.slice(-6).flatMap((spec) => spec.enums)];
  const bases = below.flatMap((spec) =>
    spec.types.filter(({ kind }) => kind === 'class').map((type) => ({ type, spec })),
  );
  const types = [];
  for (let made = 0; made < count; ) {
    const type = randomType(random, { noun, types, near, enums, bases });
    types.push(type);
    near.push({ name: type.name, module: path });
    const held = type.variants ? type.variants.flatMap((each) => each.fields) : type.fields;
    made += (type.variants?.length ?? 1) + held.reduce((sum, field) => sum + typesOf(field), 0);
  }
  return { index, noun, path, enums: [own], types };
}

function randomType(random, { noun, types, near, enums, bases }) {
  const name = types.length === 0 ? noun : noun + partOf(types.length - 1);
  const fields = (most) => randomFields(random, 3 + random.below(most), near, enums);
  if (types.length === 2 || (types.length > 0 && random.chance(0.12))) {
    const variants = ['created', 'changed', 'closed'].map((tag) => ({
      tag,
      name: `${name}${tag[0].toUpperCase()}${tag.slice(1)}`,
      fields: randomFields(random, 1 + random.below(3), near, enums),
    }));
    return { kind: 'union', name, variants, fields: [] };
  }
  if (types.length === 1 || random.chance(0.2)) {
    const base = bases.length > 0 && random.chance(0.35) ? random.pick(bases) : undefined;
    const inherited = base ? allFields(base.type) : [];
    const free = fields(5).filter((field) => !inherited.some((each) => each.name === field.name));
    const own = free.map((field) => ({ ...field, optional: false, hidden: random.chance(0.2) }));
    return { kind: 'class', name, fields: own, ...(base && { base: { ...base.type, module: base.spec.path } }) };
  }
  return { kind: 'interface', name, fields: fields(6) };
}

const allFields = (type) => [...type.fields, ...(type.base ? allFields(type.base) : [])];

/** The module as text, with functions that use its types until it has so many lines. */
export function domainFile(random, spec, target) {
  const declarations = [...spec.enums.map(printEnum), ...spec.types.map(printType)];
  const makers = spec.types.filter(({ kind }) => kind === 'interface').map(printMaker);
  const heads = importsOf(spec);
  const lines = [...heads, '', ...[...declarations, ...makers].join('\n\n').split('\n')];
  return {
    path: spec.path,
    text: `${[...lines, ...operations(random, spec.types, target - lines.length)].join('\n')}\n`,
  };
}

function importsOf(spec) {
  const fields = spec.types.flatMap((type) => [
    ...type.fields,
    ...(type.variants ?? []).flatMap((each) => each.fields),
  ]);
  const wanted = fields.filter((field) => field.module !== undefined && field.module !== spec.path);
  const values = wanted.filter((field) => field.kind === 'enum');
  const bases = spec.types.flatMap((type) => (type.base && type.base.module !== spec.path ? [type.base] : []));
  const generics = genericsOf(fields);
  return importLines(spec.path, [
    ...wanted.map((field) => ({ name: field.of, module: field.module })),
    ...values.map((field) => ({ name: field.of, module: field.module, value: true })),
    ...bases.map(({ name, module }) => ({ name, module, value: true })),
    ...generics.map((name) => ({ name, module: CORE, value: name === 'Ring' })),
  ]);
}

const printEnum = ({ name, members }) =>
  [`export enum ${name} {`, ...members.map((member) => `  ${member},`), '}'].join('\n');

function printType(type) {
  if (type.kind === 'union') return printUnion(type);
  return type.kind === 'class' ? printClass(type) : printInterface(type.name, ['  readonly id: string;'], type.fields);
}

function printInterface(name, head, fields) {
  const lines = fields.map((field) => `  ${field.name}${field.optional ? '?' : ''}: ${typeText(field)};`);
  return [`export interface ${name} {`, ...head, ...lines, '}'].join('\n');
}

function printUnion({ name, variants }) {
  const parts = variants.map((each) => printInterface(each.name, [`  kind: '${each.tag}';`], each.fields));
  return [...parts, `export type ${name} = ${variants.map((each) => each.name).join(' | ')};`].join('\n\n');
}

function printClass({ name, fields, base }) {
  const spelt = (field) => (field.hidden ? `#${field.name}` : field.name);
  return [
    `export class ${name}${base ? ` extends ${base.name}` : ''} {`,
    ...(base ? [] : ['  readonly id: string;']),
    ...fields.map((field) => `  ${spelt(field)}: ${typeText(field)} = ${valueText(field)};`),
    '',
    '  constructor(id: string) {',
    base ? '    super(id);' : '    this.id = id;',
    '  }',
    '',
    `  ${base ? 'override ' : ''}describe(): string {`,
    `    const parts: string[] = [${base ? 'super.describe()' : 'this.id'}];`,
    ...fields.map((field) => `    parts.push(${asText(field, `this.${spelt(field)}`)});`),
    "    return parts.join(' ');",
    '  }',
    ...fields.filter((field) => field.hidden).flatMap((field) => ['', ...printAccess(name, field)]),
    '}',
  ].join('\n');
}

function printAccess(owner, field) {
  const verb = `replace${owner}${field.name[0].toUpperCase()}${field.name.slice(1)}`;
  return [
    `  ${verb}(value: ${typeText(field)}): ${typeText(field)} {`,
    `    const before = this.#${field.name};`,
    `    this.#${field.name} = value;`,
    '    return before;',
    '  }',
  ];
}

function printMaker({ name, fields }) {
  const values = fields.filter((field) => !field.optional).map((field) => `    ${field.name}: ${valueText(field)},`);
  return [
    `export function make${name}(id: string, given: Partial<${name}> = {}): ${name} {`,
    `  const ${lower(name)}: ${name} = {`,
    '    id,',
    ...values,
    '    ...given,',
    '  };',
    `  return ${lower(name)};`,
    '}',
  ].join('\n');
}
