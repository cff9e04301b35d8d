import type { Conversion } from '../conversion.ts';
import type { StateType } from '../state-model.ts';
import { flip, type Step } from './flip-conversion.ts';
import { isNameable, printType, quote } from './print-type.ts';
import { whyNarrow } from './why-narrow.ts';
import type { Guard } from './write-scalar.ts';
import { writeScalar } from './write-scalar.ts';
import { writeEnum, writeLiteralPairs } from './write-table.ts';
import { type Tested, writeTest } from './write-test.ts';
import {
  asExpression,
  type Branch,
  memberOf,
  operand,
  resultLabel,
  resultType,
  under,
  type Writing,
  writeKeep,
} from './writing.ts';

/** Writes a conversion of the expression `x` in one direction, as the cases that it has. */
export function writeConversion(conversion: Conversion, x: string, writing: Writing): Branch[] {
  const step = writing.to === 'future' ? conversion : flip(conversion);
  switch (step.kind) {
    case 'keep':
    case 'widen':
      return always(writeKeep(step.shape, x, writing));
    case 'narrow':
      return writeNarrow(step, x, writing);
    case 'scalar': {
      const { value, guard } = writeScalar(step.from, step.to, x);
      return always(value, guard);
    }
    case 'enum':
      return writeEnum(step, x, writing);
    case 'literals':
      return writeLiteralPairs(step, x, writing);
    case 'nullable':
      return writeNullable(step.of, x, writing);
    case 'union':
      return step.variants.flatMap((variant) => {
        // Where the static type has one member, the one variant is all that the value can be.
        const isAll = step.variants.length === 1 && variant.of.kind !== 'keep' && isSingle(writing.source);
        const test = isAll ? null : writeTest(variant.past, x, tested(writing));
        return under(test, writeConversion(variant.of, x, writing));
      });
    case 'wrap':
      return writeWrap(step, x, writing);
    case 'unwrap':
      return writeUnwrap(step, x, writing);
    default:
      return writeContainer(step, x, writing);
  }
}

/** Whether the static type leaves no other value than those of one member. */
const isSingle = (type: StateType | undefined): boolean =>
  type !== undefined &&
  type.kind !== 'union' &&
  !(type.kind === 'primitive' && (type.name === 'null' || type.name === 'undefined'));

function tested({ source, scope, to }: Writing): Tested {
  const side = to === 'future' ? 'past' : 'future';
  const isSpelt = (name: string) => scope.reference(side, name) !== null;
  return { type: source, model: scope.model(side), isSpelt };
}

function writeNarrow(step: Extract<Step, { kind: 'narrow' }>, x: string, writing: Writing): Branch[] {
  const kept = writeKeep(step.shape, x, writing);
  const test = writeTest(step.guard, x, tested(writing));
  const guard = test === null ? null : { test, why: whyNarrow(writing) };
  return always(kept === x ? `${x} as ${resultType(writing)}` : kept, guard);
}

function writeNullable(of: Conversion, x: string, writing: Writing): Branch[] {
  const members = writing.source?.kind === 'union' ? writing.source.members : [];
  const names = members.flatMap((member) => (member.kind === 'primitive' ? [member.name] : []));
  const empty = (['undefined', 'null'] as const).filter((name) => names.length === 0 || names.includes(name));
  const tests = empty.length > 0 ? empty : (['undefined', 'null'] as const);
  const when = tests.map((name) => `${x} === ${name}`).join(' || ');
  return [{ when, guard: null, value: tests.length === 1 ? tests[0]! : x }, ...writeConversion(of, x, writing)];
}

function writeWrap({ element, empty }: Extract<Step, { kind: 'wrap' }>, x: string, writing: Writing): Branch[] {
  const wrapped = always(`[${part(element, x, writing, presentOf(writing.source, empty), elementOf(writing.result))}]`);
  return empty ? [{ when: `${x} === ${empty}`, guard: null, value: '[]' }, ...wrapped] : wrapped;
}

function writeUnwrap({ element, empty }: Extract<Step, { kind: 'unwrap' }>, x: string, writing: Writing): Branch[] {
  const value = part(element, `${x}[0]`, writing, elementOf(writing.source), presentOf(writing.result, empty));
  const why = empty ? 'holds more than one value, or a hole' : 'does not hold exactly one value';
  const single = always(value, { test: `${x}?.length === 1 && 0 in ${x}`, why });
  return empty ? [{ when: `${x}?.length === 0`, guard: null, value: empty }, ...single] : single;
}

/** The type of a value that is not missing. */
function presentOf(type: StateType | undefined, empty: 'null' | 'undefined' | undefined): StateType | undefined {
  if (type?.kind !== 'union' || !empty) return type;
  const members = type.members.filter((member) => !(member.kind === 'primitive' && member.name === empty));
  return members.length === 1 ? members[0] : { kind: 'union', members };
}

type ContainerStep = Exclude<
  Step,
  { kind: 'keep' | 'widen' | 'narrow' | 'scalar' | 'enum' | 'literals' | 'nullable' | 'union' | 'wrap' | 'unwrap' }
>;

function writeContainer(step: ContainerStep, x: string, writing: Writing): Branch[] {
  const inside = containerName(writing);
  const made =
    'element' in step
      ? writeElements(step, inside, writing)
      : 'slots' in step
        ? writeSlots(step, inside, writing)
        : writeEntries(step, inside, writing);
  return always(
    `ferry.once(${x}, ${quote(resultLabel(writing))}, (${inside}) => ${made})`,
    containerGuard(step, x, writing),
  );
}

/** A list may have holes, a Set or Map makes 0 of -0, and two dates of one time become one text or number. */
function containerGuard(step: ContainerStep, x: string, writing: Writing): Guard | null {
  const whole = `Object.keys(${x}).length === ${x}.length`;
  switch (step.kind) {
    case 'array-to-set': {
      const zero = mayBe(elementOf(writing.source), 'number') ? ` && !${x}.some((item) => Object.is(item, -0))` : '';
      const why = zero ? 'holds a value twice, a hole or -0' : 'holds a value twice, or a hole';
      const times = timesOf(x, elementOf(writing.source), elementOf(writing.result));
      return { test: `${whole} && new Set(${times ?? x}).size === ${x}.length${zero}`, why };
    }
    case 'set': {
      const times = timesOf(x, elementOf(writing.source), elementOf(writing.result));
      return times === null ? null : { test: `new Set(${times}).size === ${x}.size`, why: 'holds a time twice' };
    }
    case 'map': {
      const side = writing.to === 'future' ? 'past' : 'future';
      const [from, to] = [entryTypes(writing.source, writing, side), entryTypes(writing.result, writing, writing.to)];
      const times = timesOf(`${x}.keys()`, from.key, to.key);
      return times === null ? null : { test: `new Set(${times}).size === ${x}.size`, why: 'has a time as key twice' };
    }
    case 'entries-to-map': {
      const key = entryTypes(writing.source, writing, writing.to === 'future' ? 'past' : 'future').key;
      const zero = mayBe(key, 'number') ? ` && !${x}.some(([key]) => Object.is(key, -0))` : '';
      const why = zero ? 'holds a key twice, a hole or the key -0' : 'holds a key twice, or a hole';
      return { test: `${whole} && new Map(${x}).size === ${x}.length${zero}`, why };
    }
    case 'map-to-record': {
      const keys = `JSON.stringify([...new Map(${x}).keys()].map(String))`;
      const test = `${keys} === JSON.stringify(Object.keys(Object.fromEntries(new Map(${x}))))`;
      return { test, why: 'has keys that an object puts into another order' };
    }
    case 'record-to-map':
      return { test: `Object.getPrototypeOf(Object(${x})) !== null`, why: 'has no prototype, which a Map cannot keep' };
    case 'tuple':
      return tupleGuard(step, x, writing);
    case 'array-to-tuple': {
      const count = step.slots.length;
      const test = `${x}?.length === ${count} && Object.keys(${x}).length === ${count}`;
      return { test, why: `does not hold exactly ${count} value${count === 1 ? '' : 's'}` };
    }
    default:
      return null;
  }
}

/** Slots that the other version does not have, and empty ones that it must have. */
function tupleGuard(step: Extract<Step, { kind: 'tuple' }>, x: string, writing: Writing): Guard | null {
  const required = (type: StateType | undefined) =>
    memberOf(type, 'tuple')?.slots.filter((slot) => slot.form === 'required').length ?? 0;
  const needed = required(writing.result);
  if (step.pastLength > step.futureLength) {
    const least = needed > required(writing.source) ? `${x}?.length >= ${needed} && ` : '';
    return { test: `${least}${x}?.length <= ${step.futureLength}`, why: 'has other slots than the other version' };
  }
  if (needed <= required(writing.source)) return null;
  return { test: `${x}?.length >= ${needed}`, why: 'has fewer slots than the other version needs' };
}

function writeElements(
  step: Extract<ContainerStep, { element: Conversion }>,
  inside: string,
  writing: Writing,
): string {
  const item = numbered('item', writing.depth);
  const value = part(step.element, item, writing, elementOf(writing.source), elementOf(writing.result));
  const mapped = (list: string) => (value === item ? list : `${list}.map((${item}) => ${value})`);
  switch (step.kind) {
    case 'array':
      return value === item ? `${inside}.slice()` : mapped(inside);
    case 'set':
      return value === item ? `new Set(${inside})` : `new Set(${mapped(`[...${inside}]`)})`;
    case 'array-to-set':
      return `new Set(${mapped(inside)})`;
    case 'set-to-array':
      return mapped(`[...${inside}]`);
  }
}

type EntriesStep = Exclude<ContainerStep, { element: Conversion } | { slots: readonly Conversion[] }>;

function writeEntries(step: EntriesStep, inside: string, writing: Writing): string {
  const [key, value] = [numbered('key', writing.depth), numbered('value', writing.depth)];
  const from = entryTypes(writing.source, writing, writing.to === 'future' ? 'past' : 'future');
  const to = entryTypes(writing.result, writing, writing.to);
  const newKey = 'key' in step ? part(step.key, key, writing, from.key, to.key) : key;
  const newValue = part(step.value, value, writing, from.value, to.value);
  const unchanged = newKey === key && newValue === value;
  const ofRecord = step.kind === 'record' || step.kind === 'record-to-map';
  const entries = ofRecord ? `Object.entries(${inside})` : `[...${inside}]`;
  const tuple = step.kind === 'map' || step.kind === 'record-to-map' ? ' as const' : '';
  const mapped = unchanged ? entries : `${entries}.map(([${key}, ${value}]) => [${newKey}, ${newValue}]${tuple})`;
  switch (step.kind) {
    case 'map':
    case 'record-to-map':
      return `new Map(${mapped})`;
    case 'entries-to-map':
      return unchanged ? `new Map(${inside})` : `new Map(${mapped.replace(/\]\)$/, '] as const)')})`;
    case 'map-to-entries':
      return unchanged ? `[...${inside}]` : mapped;
    case 'map-to-record':
    case 'record':
      return `Object.fromEntries(${unchanged && !ofRecord ? inside : mapped})`;
  }
}

function mayBe(type: StateType | undefined, what: 'number' | 'date'): boolean {
  if (type?.kind === 'union') return type.members.some((member) => mayBe(member, what));
  return !type || type.kind === 'opaque' || type.kind === what || (type.kind === 'primitive' && type.name === what);
}

/** The items of a list, dates by their time, where what dates are converted to does not tell two of one time apart. */
function timesOf(list: string, from: StateType | undefined, to: StateType | undefined): string | null {
  if (!from || !to || !mayBe(from, 'date') || mayBe(to, 'date')) return null;
  const time = from.kind === 'date' ? 'Number' : '(item) => (item instanceof Date ? item.getTime() : item)';
  return `Array.from(${list}, ${time})`;
}

/** The slots that both versions have. A slot that may be missing stays missing. */
function writeSlots(
  step: Extract<ContainerStep, { slots: readonly Conversion[] }>,
  inside: string,
  writing: Writing,
): string {
  const from = memberOf(writing.source, 'tuple')?.slots;
  const to = memberOf(writing.result, 'tuple')?.slots;
  const slots = step.slots.map((conversion, index) => {
    const optional = from?.[index]?.form === 'optional';
    if (from?.[index]?.form === 'rest') return { optional: false, value: restOf(conversion, inside, index, writing) };
    const slot = `${inside}[${index}]${optional ? '!' : ''}`;
    const types = [
      from?.[index]?.type ?? elementOf(writing.source),
      to?.[index]?.type ?? elementOf(writing.result),
    ] as const;
    return { optional, value: part(conversion, slot, writing, ...types) };
  });
  // The guard lets no shorter one through.
  const needed = (to ?? []).filter((slot) => slot.form === 'required').length;
  const upTo = (count: number): string => {
    const list = `[${slots
      .slice(0, count)
      .map((slot) => slot.value)
      .join(', ')}]`;
    const mayEnd = slots[count - 1]?.optional && count > needed;
    return mayEnd ? `${inside}.length >= ${count} ? ${list} : ${upTo(count - 1)}` : list;
  };
  const text = slots.length < needed ? `${upTo(slots.length)} as never` : upTo(slots.length);
  return text.includes(' ? ') ? `(${text})` : text;
}

/** What stands from a slot on, each converted. */
function restOf(conversion: Conversion, inside: string, index: number, writing: Writing): string {
  const from = memberOf(writing.source, 'tuple')?.slots[index]?.type;
  const to = memberOf(writing.result, 'tuple')?.slots[index]?.type;
  const item = numbered('item', writing.depth);
  const value = part(conversion, item, writing, from, to);
  const side = writing.to === 'future' ? 'past' : 'future';
  const type = from && printType({ kind: 'array', element: from }, (name) => writing.scope.reference(side, name));
  const rest = index === 0 || !type ? `${inside}.slice(${index})` : `(${inside}.slice(${index}) as ${type})`;
  if (value === item) return `...${rest}`;
  // Nothing around a spread says what it is to hold.
  const isSaid = to && isNameable(to, (name) => writing.scope.reference(writing.to, name));
  return `...${rest}.map((${item}) => ${isSaid ? value : `${operand(value)} as never`})`;
}

/** A conversion of something inside, as an expression. */
function part(
  conversion: Conversion,
  x: string,
  writing: Writing,
  source: StateType | undefined,
  result: StateType | undefined,
): string {
  const inside: Writing = { ...writing, target: null, source, result, depth: writing.depth + 1 };
  const text = asExpression(writeConversion(conversion, x, inside), writing.field);
  return text.includes(' ? ') && !text.startsWith('ferry.once') ? operand(text) : text;
}

function elementOf(type: StateType | undefined): StateType | undefined {
  return (memberOf(type, 'array') ?? memberOf(type, 'set'))?.element;
}

function entryTypes(
  type: StateType | undefined,
  writing: Writing,
  side: 'past' | 'future',
): { key?: StateType | undefined; value?: StateType | undefined } {
  const map = memberOf(type, 'map');
  if (map) return map;
  const entry = memberOf(elementOf(type), 'tuple');
  if (entry) return { key: entry.slots[0]?.type, value: entry.slots[1]?.type };
  const record = memberOf(type, 'object');
  const index = record && writing.scope.type(side, record.type)?.index;
  return index ? { key: { kind: 'primitive', name: 'string' }, value: index } : {};
}

/** What the container is called inside of `ferry.once`: as its field, where that is a name of its own. */
function containerName(writing: Writing): string {
  const usable = writing.depth === 0 && /^[a-z]\w*$/.test(writing.field) && !RESERVED.has(writing.field);
  return usable ? writing.field : numbered('items', writing.depth);
}

function numbered(name: string, depth: number): string {
  return depth === 0 ? name : `${name}${depth + 1}`;
}

const RESERVED: ReadonlySet<string> = new Set(
  'past future ferry item key value default class new delete function return switch case var let const in of for this'.split(
    ' ',
  ),
);

function always(value: string, guard: Guard | null = null): Branch[] {
  return [{ when: null, guard, value }];
}
