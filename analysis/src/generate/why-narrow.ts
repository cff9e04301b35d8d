import type { StateType } from '../state-model.ts';
import { typeKey } from '../type-key.ts';
import type { Writing } from './writing.ts';

/** What the guard counts: values that are missing, where these are all that the narrower type leaves out. */
export function whyNarrow({ source, result }: Writing): string {
  const membersOf = (type: StateType | undefined) => (type?.kind === 'union' ? type.members : type ? [type] : []);
  const kept = new Set(membersOf(result).map((member) => typeKey(member)));
  const lost = membersOf(source).filter((member) => !kept.has(typeKey(member)));
  const names = lost.map((member) => (member.kind === 'primitive' ? member.name : ''));
  const isMissing = names.length > 0 && names.every((name) => name === 'undefined' || name === 'null');
  return isMissing ? `is ${names.map((name) => (name === 'null' ? name : 'missing')).join(' or ')}` : NARROWER;
}

const NARROWER = 'does not fit the narrower type';
