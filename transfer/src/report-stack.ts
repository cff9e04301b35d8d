import { SourceMap } from 'node:module';
import type { MapperModule } from '@timeferry/analysis/transfer-plan';
import type { ReportLocation } from './rehearsal-report.ts';
import { transferFrames, transferUrl } from './transfer-url.ts';

/** The place in a transfer module where a stack was when it left the author's code; undefined where it never was there. */
export function locateFailure(stack: string, modules: readonly MapperModule[]): ReportLocation | undefined {
  const frame = transferFrames(stack)[0];
  return frame && originalPlace(frame.module, frame.line, frame.column, modules);
}

/** A stack as the author knows it: places in the sources of the transfer modules, the frames of Timeferry left out. */
export function readableStack(stack: string, modules: readonly MapperModule[]): string {
  const lines = stack.split('\n').filter((line) => !line.includes('timeferry://agents/'));
  return lines
    .map((line) =>
      transferFrames(line).reduce((text, { module, line: row, column }) => {
        const place = originalPlace(module, row, column, modules);
        return text.replace(`${transferUrl(module)}:${row}:${column}`, `${module}:${place.line}:${place.column}`);
      }, line),
    )
    .join('\n');
}

/** A place of the compiled code as a place of the source; lines and columns from 1. */
function originalPlace(name: string, line: number, column: number, modules: readonly MapperModule[]): ReportLocation {
  const map = modules.find((module) => module.name === name)?.map;
  const entry: Partial<OriginalPlace> = map ? new SourceMap(JSON.parse(map)).findEntry(line - 1, column - 1) : {};
  return {
    version: 'transfer',
    file: name,
    line: entry.originalLine === undefined ? line : entry.originalLine + 1,
    column: entry.originalColumn === undefined ? column : entry.originalColumn + 1,
  };
}

interface OriginalPlace {
  readonly originalLine: number;
  readonly originalColumn: number;
}
