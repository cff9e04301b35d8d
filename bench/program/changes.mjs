import { randomField } from './fields.mjs';

/** The same modules after a release: about every fourth module has types that changed. */
export function changeSpecs(random, specs) {
  return specs.map((spec) => (random.chance(0.25) ? changeSpec(random, spec) : spec));
}

function changeSpec(random, spec) {
  const types = spec.types.map((type) => (random.chance(0.4) ? changeType(random, type) : type));
  const enums = random.chance(0.2) ? spec.enums.map(withMember) : spec.enums;
  return { ...spec, enums, types };
}

const withMember = (each) => ({ ...each, members: [...each.members, 'Experimental'] });

function changeType(random, type) {
  if (type.kind === 'union') {
    const [first, ...rest] = type.variants;
    return { ...type, variants: [{ ...first, fields: changeFields(random, first.fields) }, ...rest] };
  }
  return { ...type, fields: changeFields(random, type.fields) };
}

/** A field is added, removed, retyped, renamed, or becomes optional. */
function changeFields(random, fields) {
  const at = random.below(fields.length);
  const change = (edit) => fields.map((field, index) => (index === at && !field.hidden ? edit(field) : field));
  switch (random.below(6)) {
    case 0:
      return [...fields, { ...randomField(random, 'introduced', [], []), optional: true, kind: 'string' }];
    case 1:
      return [...fields, { name: 'revision', kind: 'number', optional: false }];
    case 2:
      return fields.length > 1 ? fields.filter((_, index) => index !== at) : fields;
    case 3:
      return change((field) => (field.kind === 'number' ? { ...field, kind: 'bigint' } : field));
    case 4:
      return change((field) => ({ ...field, name: `${field.name}Now` }));
    default:
      return change((field) => (field.kind === 'string' ? { ...field, kind: 'strings' } : field));
  }
}
