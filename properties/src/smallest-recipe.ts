import type { StateModel, StateType } from '@timeferry/analysis/state-model';
import { smallestData } from './builtin-recipes.ts';
import { constant, literalOf } from './primitive-recipes.ts';
import { objectPool, type Recipe } from './recipe.ts';
import { concreteTypes } from './value-recipes.ts';

/** A small value of a type; where it must hold itself, it does. */
export function smallestRecipe(model: StateModel, type: StateType, above: readonly string[] = []): Recipe {
  switch (type.kind) {
    case 'primitive':
      if (type.name === 'symbol') return { kind: 'symbol', form: 'registered', text: '' };
      return constant(PRIMITIVES[type.name as keyof typeof PRIMITIVES]);
    case 'literal':
      return constant(literalOf(type.value));
    case 'template':
      return constant(type.text.slice(1, -1).replace(/\$\{([^}]*)\}/g, (_, hole: string) => textOf(hole)));
    case 'enum':
      return constant(type.members[0]?.value);
    case 'union':
      return smallestRecipe(model, [...type.members].sort((a, b) => sizeOf(a) - sizeOf(b))[0]!, above);
    case 'array':
    case 'set':
      return { kind: type.kind, pool: 'small', items: [] };
    case 'map':
      return { kind: 'map', pool: 'small', entries: [] };
    case 'tuple': {
      const slots = type.slots.filter((slot) => slot.form === 'required');
      return { kind: 'array', pool: 'small', items: slots.map((slot) => smallestRecipe(model, slot.type, above)) };
    }
    case 'date':
      return { kind: 'date', pool: 'small', time: 0 };
    case 'object':
      return smallestObject(model, type.type, above);
    case 'function':
      return { kind: 'function', name: type.named[0] ?? null };
    case 'builtin':
      return { kind: 'builtin', name: type.name, data: smallestData(type.name) };
    default:
      return constant(null);
  }
}

function smallestObject(model: StateModel, name: string, above: readonly string[]): Recipe {
  const concrete = concreteTypes(model, name);
  const type = concrete.find((each) => !above.includes(each.name));
  if (!type) return { kind: 'again', pool: objectPool(concrete[0]?.name ?? name), index: 0, type: NOTHING };
  const inside = [...above, type.name];
  const fields = type.fields
    .filter((field) => !field.optional)
    .map((field) => [field.name, smallestRecipe(model, field.type, inside)] as const);
  const contents = type.contents ? smallestRecipe(model, type.contents, inside) : null;
  return { kind: 'object', type: type.name, fields, bare: false, contents };
}

const NOTHING: StateType = { kind: 'primitive', name: 'undefined' };

const PRIMITIVES = { string: '', number: 0, bigint: 0n, boolean: false, symbol: undefined, undefined, null: null };

function sizeOf(type: StateType): number {
  const order = ['primitive', 'literal', 'enum', 'array', 'set', 'map', 'date', 'function', 'tuple', 'object'];
  const at = order.indexOf(type.kind);
  return at < 0 ? order.length : at;
}

/** A text that fits the hole of a template literal type. */
function textOf(hole: string): string {
  if (hole === 'string') return '';
  if (hole === 'number' || hole === 'bigint') return '0';
  return hole === 'boolean' ? 'true' : (/"((?:[^"\\]|\\.)*)"/.exec(hole)?.[1] ?? '');
}
