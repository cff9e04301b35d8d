import type { Conversion, Law } from '../conversion.ts';
import type { FieldPair } from '../state-diff.ts';
import { partsOf } from './parts-of.ts';

/** What a mapper of these fields promises: the weakest of what their conversions promise. */
export function lawOfFields(fields: readonly FieldPair[]): Law {
  const moved = fields.filter((field) => field.past && field.future);
  const laws = moved.map(lawOfPair);
  // What becomes of an undecided rename is for the author to say; until then nothing is promised.
  if (fields.some((field) => field.verdict === 'choose' && field.past)) return 'lossy-forward';
  return laws.length > 0 ? weakest(laws) : 'new-only';
}

/** What is promised of a field or root that both versions have: nothing of the way there where its verdict is lossy. */
export function lawOfPair({ conversion, verdict }: Pick<FieldPair, 'conversion' | 'verdict'>): Law {
  return conversion === null || verdict === 'lossy' ? 'lossy-forward' : lawOf(conversion);
}

/** What a conversion promises about the way there and back. */
export function lawOf(conversion: Conversion): Law {
  switch (conversion.kind) {
    case 'keep':
      return 'bijective';
    case 'widen':
      return 'lossy-backward';
    case 'narrow':
    case 'array-to-set':
    case 'array-to-tuple':
    case 'entries-to-map':
    case 'map-to-record':
      return 'lossy-forward';
    case 'scalar':
      return lawOfScalar(conversion);
    case 'enum':
      if (conversion.lost.length > 0 || areMerged(conversion)) return 'lossy-forward';
      return conversion.gained.length > 0 ? 'lossy-backward' : 'bijective';
    case 'literals':
      return 'bijective';
    case 'tuple':
      return weakest([...lawsOfLength(conversion), ...partsOf(conversion).map(lawOf)]);
    case 'wrap':
    case 'set-to-array':
    case 'tuple-to-array':
    case 'map-to-entries':
    case 'record-to-map':
      return weakest(['lossy-backward', ...partsOf(conversion).map(lawOf)]);
    default:
      return weakest(partsOf(conversion).map(lawOf));
  }
}

function lawsOfLength({ pastLength, futureLength }: Extract<Conversion, { kind: 'tuple' }>): Law[] {
  if (pastLength === futureLength) return [];
  return [pastLength > futureLength ? 'lossy-forward' : 'lossy-backward'];
}

/** The weakest of several laws. */
export function weakest(laws: readonly Law[]): Law {
  if (laws.includes('lossy-forward')) return 'lossy-forward';
  return laws.includes('lossy-backward') ? 'lossy-backward' : 'bijective';
}

/** Whether two members of an enum share a value in the future version only. */
function areMerged({ members }: Extract<Conversion, { kind: 'enum' }>): boolean {
  return new Set(members.map((each) => each.past)).size > new Set(members.map((each) => each.future)).size;
}

function lawOfScalar({ from, to }: Extract<Conversion, { kind: 'scalar' }>): Law {
  const way = `${from}->${to}`;
  if (from === to || way === 'boolean->bit' || way === 'bit->boolean') return 'bijective';
  const total = from === 'bit' || from === 'boolean' || way === 'bigint->string';
  return total ? 'lossy-backward' : 'lossy-forward';
}
