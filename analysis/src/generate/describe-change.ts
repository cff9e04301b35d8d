import type { FieldPair, RootPair, TypePair } from '../state-diff.ts';
import { wrap } from './fit-lines.ts';
import { isCarried } from './write-fields.ts';

/** Doc comment of a type's mapper: what differs, and why it may need a look. */
export function describeType(pair: TypePair): string[] {
  const isWritten = (field: FieldPair) => field.change !== 'none' || field.verdict === 'refused';
  const changes = pair.fields.filter((field) => isWritten(field) || (field.conversion && !isCarried(field)));
  const { own } = pair;
  const isNoted = own.verdict !== 'same' && own.verdict !== 'auto';
  return docComment(declaredName(pair.key), [
    ...(pair.index || pair.contents || isNoted
      ? [`${pair.index ? 'Keys that are no fields: ' : ''}${own.reason}`]
      : []),
    ...changes.map(describeField),
  ]);
}

/** Doc comment of a root's mapper. */
export function describeRoot(pair: RootPair): string[] {
  const name = declaredName((pair.future ?? pair.past)!.name);
  const change = pair.past ? `${short(pair.past.typeText)} -> ${short(pair.future!.typeText)}` : 'new';
  return docComment(name, [withReason(change, pair)]);
}

function describeField(field: FieldPair): string {
  const { past, future } = field;
  if (!past) return `${future!.name} is new.`;
  if (!future) {
    return field.verdict === 'choose'
      ? `${past.name} is gone or has another name.`
      : `${past.name} is dropped, and kept aside for the way back.`;
  }
  if (field.verdict === 'refused') return withReason(`${future.name} cannot move`, field);
  const name = past.name === future.name ? future.name : `${past.name} is now ${future.name}`;
  const retyped = past.typeText === future.typeText && past.optional === future.optional;
  if (retyped) return `${name}${field.change === 'renamed' ? '.' : `: ${field.reason}`}`;
  return withReason(`${name}${name === future.name ? '' : ','} ${typeOf(past)} -> ${typeOf(future)}`, field);
}

function typeOf(field: { readonly typeText: string; readonly optional: boolean }): string {
  return `${short(field.typeText)}${field.optional ? ' or missing' : ''}`;
}

function withReason(text: string, { verdict, reason }: { readonly verdict: string; readonly reason: string }): string {
  return verdict === 'lossy' || verdict === 'refused' ? `${text}. ${reason}` : `${text}.`;
}

function docComment(title: string, parts: readonly string[]): string[] {
  const safe = parts.map((part) =>
    part
      .replaceAll('*/', '* /')
      .replaceAll(/\s+/g, ' ')
      .replace(/\.{2,}$/, '.'),
  );
  const line = `/** ${title}: ${safe[0] ?? ''} */`;
  if (safe.length === 1 && line.length <= 120) return [line];
  if (safe.length === 1) return ['/**', ...wrap(`${title}: ${safe[0]}`, ' * ', ' * '), ' */'];
  return ['/**', ` * ${title}:`, ...safe.flatMap((part) => wrap(part, ' * - ', ' *   ')), ' */'];
}

function short(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length <= 60 ? flat : `${flat.slice(0, 57)}...`;
}

function declaredName(name: string): string {
  return name.slice(name.indexOf('#') + 1);
}
