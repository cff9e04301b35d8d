import { type Cell, childrenOf, type Dump, type DumpObject, isReference } from './dump.ts';

/** A value as the Variables view shows it; what it holds is read when it is opened. */
export interface ValueView {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  readonly children?: () => readonly ValueView[];
}

/** A value that is its text. */
export function leaf(name: string, value: string): ValueView {
  return { name, value };
}

/** How many fields a preview names. */
const previewFields = 4;

/** The view of a cell of a dump. */
export function viewOf(dump: Dump, name: string, cell: Cell): ValueView {
  const object = isReference(cell) ? dump.objects[cell.$ref] : undefined;
  if (object === undefined) return leaf(name, cellText(cell));
  const parts = childrenOf(object);
  return {
    name,
    value: objectText(dump, object),
    type: typeof object.class === 'string' ? object.class : object.kind,
    ...(parts.length > 0 && {
      children: () => parts.map((part) => viewOf(dump, part.name, part.cell)),
    }),
  };
}

/** A primitive as source text. */
function cellText(cell: Cell): string {
  if (typeof cell !== 'object' || cell === null) return JSON.stringify(cell);
  if ('$number' in cell) return cell.$number;
  if ('$bigint' in cell) return `${cell.$bigint}n`;
  if ('$undefined' in cell) return 'undefined';
  return '(nothing)';
}

function objectText(dump: Dump, object: DumpObject): string {
  switch (object.kind) {
    case 'array':
      return `Array(${object.elements?.length ?? 0})`;
    case 'map':
      return `${className(object)}(${object.entries?.length ?? 0})`;
    case 'set':
      return `${className(object)}(${object.values?.length ?? 0})`;
    case 'date':
      return `Date(${object.iso ?? 'invalid'})`;
    case 'regexp':
      return `/${object.source}/${object.flags}`;
    case 'named':
      return String(object.name);
    case 'excluded':
      return `(${object.what}: ${object.why})`;
    case 'symbol':
      return `Symbol(${cellText(object.description ?? null)})`;
    case 'view':
      return `${object.view}(${object.length})`;
    default:
      return `${className(object)} ${preview(dump, object)}`;
  }
}

function className({ class: name }: DumpObject): string {
  if (typeof name !== 'string') return name === null ? '[null prototype]' : 'Object';
  return name.slice(name.indexOf('#') + 1);
}

function preview(dump: Dump, object: DumpObject): string {
  const parts = childrenOf(object);
  const texts = parts.slice(0, previewFields).map(({ name, cell }) => {
    const inner = isReference(cell) ? dump.objects[cell.$ref] : undefined;
    return `${name}: ${inner === undefined ? cellText(cell) : '…'}`;
  });
  if (parts.length > previewFields) texts.push('…');
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`;
}
