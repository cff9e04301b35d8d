import type { TypePair } from '../state-diff.ts';
import type { ModuleScope, Side } from './module-scope.ts';
import { quote } from './print-type.ts';
import { writeConversion } from './write-conversion.ts';
import { comment, writeCases } from './write-fields.ts';

/** Statements that convert the values of keys that are no fields; none where these are carried as they are. */
export function writeIndex(pair: TypePair, scope: ModuleScope, to: Side): string[] {
  const { index, past, future } = pair;
  if (!index || !past?.index || !future?.index) return [];
  const [source, from, result] = to === 'future' ? ['past', past, future] : ['future', future, past];
  const branches = writeConversion(index, 'value', {
    scope,
    to,
    field: '[key]',
    target: null,
    source: from.index,
    result: result.index,
    depth: 0,
  });
  const fields = [...new Set([...past.fields, ...future.fields].map((field) => field.name))];
  const skip = fields.length > 0 ? [`  if ([${fields.map(quote).join(', ')}].includes(key)) continue;`] : [];
  const convert = writeCases(branches, `${to}[key]`, '[key]').map((line) => `  ${line}`);
  return [
    ...comment('Keys that are no fields.'),
    `for (const [key, value] of Object.entries(${source})) {`,
    ...skip,
    ...convert,
    '}',
  ];
}
