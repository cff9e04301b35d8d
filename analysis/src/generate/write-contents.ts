import type { TypePair } from '../state-diff.ts';
import type { ModuleScope, Side } from './module-scope.ts';
import { quote } from './print-type.ts';
import { writeConversion } from './write-conversion.ts';
import { comment, onlyIf } from './write-fields.ts';

/** Statements that convert what an object holds as a Map, Set or list; none where that is carried as it is. */
export function writeContents(pair: TypePair, scope: ModuleScope, to: Side): string[] {
  const { contents, past, future } = pair;
  if (!contents || !past?.contents || !future?.contents) return [];
  const [source, from, result] = to === 'future' ? ['past', past, future] : ['future', future, past];
  const branches = writeConversion(contents, source, {
    scope,
    to,
    field: '[contents]',
    target: null,
    source: from.contents,
    result: result.contents,
    depth: 1,
  });
  const { guard, value } = branches[0]!;
  const fill = `ferry.fill(${to}, ${value});`;
  const test = guard && `ferry.guard(${guard.test}, ${quote('[contents]')}, ${quote(guard.why)})`;
  return [...comment('What it holds as a container.'), ...(test ? onlyIf(`if (${test})`, [fill]) : [fill])];
}
