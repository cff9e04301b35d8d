import type { ObjectType, StateField } from '../state-model.ts';
import { isOwnSymbol, isWellKnown, memberType } from './field-key.ts';
import { type ModuleScope, pascalCase, type Side } from './module-scope.ts';
import { printType, quote, withoutUndefined } from './print-type.ts';

/**
 * Declares what a mapper sees of a type, and gives the view's name. Private fields are part of it, and all are writable:
 * `type PastCart = Writable<Past.Cart> & { lines: Past.Cart['lines'] }`. A type that its module does not export is
 * spelt out field by field.
 */
export function declareView(scope: ModuleScope, side: Side, type: ObjectType): string {
  const wanted = `${side === 'past' ? 'Past' : 'Future'}${pascalCase(type.name.slice(type.name.indexOf('#') + 1))}`;
  const reference = scope.reference(side, type.name);
  return scope.declare(wanted, (name) => {
    if (reference === null) {
      const fields = [...type.fields.map((field) => spell(scope, side, field)), ...spellIndex(scope, side, type)]
        .map((text) => `  ${text};\n`)
        .join('');
      return `interface ${name} {\n${fields}}`;
    }
    const hidden = hiddenMembers(scope, side, type);
    if (hidden.size === 0) return `type ${name} = Writable<${reference}>;`;
    const line = `type ${name} = Writable<${reference}> & { ${[...hidden.values()].join('; ')} };`;
    if (line.length <= 120) return line;
    return `type ${name} = Writable<${reference}> & {\n${[...hidden.values()].map((text) => `  ${text};\n`).join('')}};`;
  });
}

/** The members that a view must spell out because the type itself does not show them, by field. */
function hiddenMembers(scope: ModuleScope, side: Side, type: ObjectType): Map<string, string> {
  const reference = scope.reference(side, type.name);
  const isHidden = (field: StateField) => field.access !== 'public' || isAugmented(field, type);
  const hidden = reference === null ? type.fields : type.fields.filter(isHidden);
  return new Map(
    hidden.map((field) => [
      field.name,
      reference === null || field.access === 'hash' || isOwnSymbol(field.name) || isAugmented(field, type)
        ? spell(scope, side, field)
        : `${key(field)}: ${memberType(reference, field.name)}`,
    ]),
  );
}

/** Whether another module than the type's own adds the field, which nobody sees who imports only that one. */
function isAugmented({ position, declaredIn }: StateField, type: ObjectType): boolean {
  const isMerged = type.declaredAs === 'interface' || type.declaredAs === 'class';
  return isMerged && declaredIn === undefined && position.file !== type.position.file;
}

function spell(scope: ModuleScope, side: Side, field: StateField): string {
  const type = field.optional ? withoutUndefined(field.type) : field.type;
  return `${key(field)}: ${printType(type, (name) => scope.reference(side, name))}`;
}

function spellIndex(scope: ModuleScope, side: Side, { index }: ObjectType): string[] {
  return index ? [`[key: string]: ${printType(index, (name) => scope.reference(side, name))}`] : [];
}

function key(field: StateField): string {
  const name = isWellKnown(field.name) || /^[A-Za-z_$][\w$]*$/.test(field.name) ? field.name : quote(field.name);
  return field.optional ? `${name}?` : name;
}
