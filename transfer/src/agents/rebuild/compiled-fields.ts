import { type Column, constantOf, NUMBER, PRIMITIVE } from '../../capture-format.ts';
import type { Transfer } from './transfer.ts';

type Name = string | symbol;
type Maker = () => object;
type Filler = (target: object, row: number) => void;

/** A function that makes empty objects with a prototype, with room for the fields that they will get. */
export function compileMake(prototype: object, names: readonly Name[]): Maker {
  // Each table has a constructor of its own: the engine learns from its first objects how large they become.
  const make = new Function('prototype', 'function Made() {}\nMade.prototype = prototype;\nreturn () => new Made();')(
    prototype,
  ) as Maker;
  for (let i = 0; i < 16; i++) {
    const sample = make() as Record<Name, unknown>;
    for (const name of names) sample[name] = undefined;
  }
  return make;
}

/**
 * A function that sets the fields of an object from one row of their columns; a field without a name is left out. It names
 * the fields in its own text, where the engine sets them fastest.
 */
export function compileFill(
  transfer: Transfer,
  names: readonly (Name | undefined)[],
  columns: readonly Column[],
): Filler {
  const used = columns.map((_, i) => i).filter((i) => names[i] !== undefined);
  const captured = used.map(
    (i) => `const n${i} = names[${i}], r${i} = columns[${i}].refs, v${i} = columns[${i}].values;`,
  );
  const statements = used.map((i) => {
    const name = names[i]!;
    const place = `target[${typeof name === 'string' ? JSON.stringify(name) : `n${i}`}]`;
    if (columns[i]!.refs === null) return `${place} = v${i}[row];`;
    const value = `(r === ${PRIMITIVE} || r === ${NUMBER} ? v${i}[row] : constantOf(r))`;
    return `r = r${i}[row]; ${place} = r >= 0 ? transfer.counterpart(r) : ${value};`;
  });
  const body = `${captured.join('\n')}\nreturn (target, row) => {\nlet r;\n${statements.join('\n')}\n};`;
  return new Function('transfer', 'names', 'columns', 'constantOf', body)(
    transfer,
    names,
    columns,
    constantOf,
  ) as Filler;
}
