import type { ColumnBuilder } from './column-builder.ts';

interface Sink {
  push(column: ColumnBuilder, value: unknown): void;
}

type FieldReader = (object: object) => void;
type Factory = (sink: Sink, columns: readonly ColumnBuilder[], keys: readonly (string | symbol)[]) => FieldReader;

const factories = new Map<string, Factory>();

/**
 * A function that pushes the fields of an object to their columns. It is for objects whose keys are known to be data, so
 * it names them in its own text, where the engine reads them fastest. Where text cannot be compiled, it asks key by key.
 */
export function fieldReader(
  sink: Sink,
  columns: readonly ColumnBuilder[],
  keys: readonly (string | symbol)[],
): FieldReader {
  const signature = keys.map((key) => (typeof key === 'string' ? JSON.stringify(key) : '')).join();
  let factory = factories.get(signature);
  if (factory === undefined) {
    factory = compile(keys);
    factories.set(signature, factory);
  }
  return factory(sink, columns, keys);
}

function compile(keys: readonly (string | symbol)[]): Factory {
  const captured = keys.map((_, i) => `const c${i} = columns[${i}], k${i} = keys[${i}];`);
  const pushes = keys.map(
    (key, i) => `sink.push(c${i}, object[${typeof key === 'string' ? JSON.stringify(key) : `k${i}`}]);`,
  );
  try {
    const body = `${captured.join('\n')}\nreturn (object) => {\n${pushes.join('\n')}\n};`;
    return new Function('sink', 'columns', 'keys', body) as Factory;
  } catch {
    return readOneByOne;
  }
}

function readOneByOne(sink: Sink, columns: readonly ColumnBuilder[], keys: readonly (string | symbol)[]): FieldReader {
  return (object) => {
    for (let i = 0; i < keys.length; i++) {
      sink.push(columns[i]!, (object as Record<string | symbol, unknown>)[keys[i]!]);
    }
  };
}
