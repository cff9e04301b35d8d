import { ts } from 'ts-morph';
import { type ReadDirection, type ReadMapper, readMappers } from './generate/read-mappers.ts';
import type { MapperLocation, MapperModule } from './transfer-plan.ts';

/**
 * A transfer module ready to run: CommonJS with a source map. Types are not checked, that is what `checkTransfer` is for.
 * `name` is relative to the transfer folder; `path` is the absolute path, or `null` for a module that exists in memory only.
 */
export function compileMapper(name: string, source: string, path: string | null): MapperModule {
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: path ?? name,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      sourceMap: true,
      esModuleInterop: true,
    },
  });
  return {
    name,
    path,
    source,
    code: outputText.replace(/^\/\/# sourceMappingURL=.*$/m, '').trimEnd(),
    map: sourceMapText ?? '',
    locations: mapperLocations(source),
  };
}

/** Where the mappers of a transfer module fill which field; the mapper's own place comes with `field: null`. */
export function mapperLocations(source: string): MapperLocation[] {
  const starts = lineStarts(source);
  return readMappers(source).flatMap((mapper) => [
    ...locationsOf(mapper, 'forward', mapper.forward, starts),
    ...locationsOf(mapper, 'backward', mapper.backward, starts),
  ]);
}

/** Offsets at which the lines of a text begin, for `positionAt`. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column, both from 1, of an offset. */
export function positionAt(starts: readonly number[], offset: number): { line: number; column: number } {
  let line = starts.length;
  while (line > 1 && starts[line - 1]! > offset) line -= 1;
  return { line, column: offset - starts[line - 1]! + 1 };
}

function locationsOf(
  mapper: ReadMapper,
  direction: 'forward' | 'backward',
  read: ReadDirection,
  starts: readonly number[],
): MapperLocation[] {
  const fills = [{ field: null, start: read.start }, ...read.assigned];
  return fills.map(({ field, start }) => ({
    export: mapper.export,
    type: mapper.target,
    direction,
    field,
    ...positionAt(starts, start),
  }));
}
