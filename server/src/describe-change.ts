import type { Finding } from './findings.ts';
import { shortName } from './names.ts';

/** What changed, in half a sentence: `expires: number is now bigint`. */
export function describeChange({ kind, past, future }: Finding): string {
  const before = past && shortName(past.name);
  const after = future && shortName(future.name);
  if (after === null) return `${before}${typed(past)} is gone`;
  if (before === null) return `${after}${typed(future)} is new`;
  const name = before === after ? after : `${after}, before ${before}`;
  if (kind === 'held') return `${after}${typed(future)} holds what changed in a dependency`;
  if (kind === 'type' || past?.typeText === future?.typeText) return `${name}${typed(future)}`;
  return `${name}: ${past?.typeText} is now ${future?.typeText}`;
}

function typed(declared: Finding['past']): string {
  return declared?.typeText == null ? '' : `: ${declared.typeText}`;
}
