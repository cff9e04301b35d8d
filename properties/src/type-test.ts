import { member } from '@timeferry/analysis/generate/field-key';
import { printLiteral } from '@timeferry/analysis/generate/print-type';
import type { StateModel, StateType } from '@timeferry/analysis/state-model';

/** A JavaScript test that a value is of a type, two objects deep; `null` where every value passes. */
export function typeTest(x: string, type: StateType, model: StateModel, depth = 2): string | null {
  const every = (list: string, item: string, test: string | null) =>
    test === null ? '' : ` && [...${list}].every((${item}) => ${test})`;
  const inner = (name: string, part: StateType) => typeTest(name, part, model, depth);
  switch (type.kind) {
    case 'primitive':
      return type.name === 'null' ? `${x} === null` : `typeof ${x} === '${type.name}'`;
    case 'literal':
      return `${x} === ${printLiteral(type.value)}`;
    case 'enum':
      return type.flags
        ? `typeof ${x} === 'number'`
        : `[${type.members.map(({ value }) => printLiteral(value)).join(', ')}].includes(${x})`;
    case 'union': {
      const tests = type.members.map((member) => inner(x, member));
      return tests.includes(null) ? null : `(${tests.join(' || ')})`;
    }
    case 'array':
      return `(Array.isArray(${x})${every(`Object.values(${x})`, 'item', inner('item', type.element))})`;
    case 'set':
      return `(${x} instanceof Set${every(x, 'item', inner('item', type.element))})`;
    case 'map': {
      const keys = every(`${x}.keys()`, 'key', inner('key', type.key));
      return `(${x} instanceof Map${keys}${every(`${x}.values()`, 'value', inner('value', type.value))})`;
    }
    case 'date':
      return `${x} instanceof Date`;
    case 'object':
      return objectTest(x, type.type, model, depth);
    default:
      return null;
  }
}

function objectTest(x: string, name: string, model: StateModel, depth: number): string {
  const isObject = `typeof ${x} === 'object' && ${x} !== null`;
  const type = model.types.get(name);
  if (!type || depth === 0) return `(${isObject})`;
  const fields = type.fields.flatMap((field) => {
    const at = member(x, field.name);
    const test = typeTest(at, field.type, model, depth - 1);
    if (test === null) return [];
    return [field.optional ? `(${at} === undefined || ${test})` : test];
  });
  return `(${[isObject, ...fields].join(' && ')})`;
}
