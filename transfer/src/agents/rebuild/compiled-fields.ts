import { type Column, constantOf, NUMBER, PRIMITIVE } from '../../capture-format.ts';
import { refAt, valueAt } from '../../capture-graph.ts';

type Name = string | symbol;
type Maker = () => object;
type Filler = (target: object, row: number) => void;
/** Gives what stands for a source object. */
type Resolve = (id: number) => unknown;

/** A function that makes empty objects with a prototype, with room for the fields that they will get. */
export function compileMake(prototype: object, names: readonly Name[]): Maker {
  // Each table has a constructor of its own: the engine learns from its first objects how large they become.
  const make =
    compile<Maker>('function Made() {}\nMade.prototype = prototype;\nreturn () => new Made();', { prototype }) ??
    (() => Object.create(prototype) as object);
  for (let i = 0; i < 16; i++) {
    const sample = make() as Record<Name, unknown>;
    for (const name of names) sample[name] = undefined;
  }
  return make;
}

/**
 * A function that sets the fields of an object from one row of their columns; a field without a name is left out. It names
 * the fields in its own text, where the engine sets them fastest. Where text cannot be compiled, it goes name by name.
 */
export function compileFill(
  resolve: Resolve,
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
    return `r = r${i}[row]; ${place} = r >= 0 ? resolve(r) : ${value};`;
  });
  const body = `${captured.join('\n')}\nreturn (target, row) => {\nlet r;\n${statements.join('\n')}\n};`;
  return compile<Filler>(body, { resolve, names, columns, constantOf }) ?? fillOneByOne(resolve, names, columns);
}

function fillOneByOne(resolve: Resolve, names: readonly (Name | undefined)[], columns: readonly Column[]): Filler {
  return (target, row) => {
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (name === undefined) continue;
      const ref = refAt(columns[i]!, row);
      (target as Record<Name, unknown>)[name] = ref >= 0 ? resolve(ref) : valueAt(columns[i]!, row);
    }
  };
}

/** What the text returns; undefined where the process was started so that no text is compiled. */
function compile<Result>(body: string, names: Readonly<Record<string, unknown>>): Result | undefined {
  try {
    return new Function(...Object.keys(names), body)(...Object.values(names)) as Result;
  } catch {
    return undefined;
  }
}
