import type { Conversion } from '../conversion.ts';
import type { StateType } from '../state-model.ts';
import { worst } from '../verdict.ts';
import { judgeIndexKeys } from './index-keys.ts';
import type { JudgeTypes } from './judge-types.ts';
import { type Judged, manual } from './judged.ts';
import { recordValue, type Scope } from './scope.ts';
import { shapeOf, testOf } from './values.ts';

type Kind<K extends StateType['kind']> = Extract<StateType, { kind: K }>;

/** Containers that keep their kind: judged by what they hold. `undefined` where these are no such containers. */
export function judgeSameContainer(
  scope: Scope,
  judge: JudgeTypes,
  past: StateType,
  future: StateType,
): Judged | undefined {
  if (past.kind === 'array' && future.kind === 'array') {
    return lifted(scope, past, judge(past.element, future.element), (element) => ({ kind: 'array', element }));
  }
  if (past.kind === 'set' && future.kind === 'set') {
    return lifted(scope, past, judge(past.element, future.element), (element) => ({ kind: 'set', element }));
  }
  if (past.kind === 'map' && future.kind === 'map') return judgeMaps(scope, judge, past, future);
  if (past.kind === 'tuple' && future.kind === 'tuple') return judgeTuples(scope, judge, past, future);
  const pastValue = recordValue(scope.past.types, past);
  const futureValue = recordValue(scope.future.types, future);
  if (!pastValue || !futureValue || past.kind !== 'object') return undefined;
  if (scope.open.has(past.type)) return { ...UNCHANGED, conversion: { kind: 'keep', shape: { kind: 'value' } } };
  scope.open.add(past.type);
  const inner = judge(pastValue, futureValue);
  scope.open.delete(past.type);
  const whole = lifted(scope, past, inner, (value) => ({ kind: 'record', value }));
  const keys = future.kind === 'object' && judgeRecordKeys(scope, past.type, future.type);
  if (!keys || worst([whole.verdict, 'lossy']) !== 'lossy') return whole;
  return { ...whole, verdict: 'lossy', reason: whole.verdict === 'lossy' ? whole.reason : keys.reason };
}

function judgeRecordKeys(scope: Scope, past: string, future: string): Judged | undefined {
  const [before, after] = [scope.past.types.get(past), scope.future.types.get(future)];
  return before && after && judgeIndexKeys(before, after);
}

/**
 * Containers that change their kind: array to Set is lossy (duplicates), Set to array and Map to entries are auto,
 * Map to and from Record is lossy, array to Map and list to single value are manual, one value to a list is auto.
 */
export function judgeContainerChange(
  scope: Scope,
  judge: JudgeTypes,
  past: StateType,
  future: StateType,
): Judged | undefined {
  const pastValue = recordValue(scope.past.types, past);
  const futureValue = recordValue(scope.future.types, future);
  if (past.kind === 'array' && future.kind === 'set') {
    const why = 'Duplicates in the list are lost in a Set';
    return changed(judge(past.element, future.element), 'lossy', why, (element) => ({ kind: 'array-to-set', element }));
  }
  if (past.kind === 'set' && future.kind === 'array') {
    const why = 'A list keeps every element of the Set in order';
    return changed(judge(past.element, future.element), 'auto', why, (element) => ({ kind: 'set-to-array', element }));
  }
  if (past.kind === 'map' && pastEntries(future)) return mapToEntries(judge, past, future);
  if (pastEntries(past) && future.kind === 'map') return entriesToMap(judge, past, future);
  if (past.kind === 'map' && futureValue) {
    return mapAndRecord('map-to-record', judge(past.key, STRING), judge(past.value, futureValue));
  }
  if (pastValue && future.kind === 'map') {
    return mapAndRecord('record-to-map', judge(STRING, future.key), judge(pastValue, future.value));
  }
  if (past.kind === 'array' && future.kind === 'map')
    return manual('Nothing says which key the list elements get; write a mapper.');
  if (past.kind === 'tuple' && future.kind === 'array') return tupleToArray(scope, judge, past, future);
  if (past.kind === 'array' && future.kind === 'tuple') return arrayToTuple(scope, judge, past, future);
  if (future.kind === 'array' && past.kind !== 'array') return wrap(judge(past, future.element));
  if (past.kind === 'array' && judge(past.element, future).verdict !== 'manual') {
    return manual('A list of any length becomes one value; write which one it is.');
  }
  return undefined;
}

const UNCHANGED = { verdict: 'same', reason: 'It is judged where it begins.' } as const;
const STRING: StateType = { kind: 'primitive', name: 'string' };

/** A container judged by its content: kept whole where nothing is to be converted. */
export function lifted(scope: Scope, past: StateType, inner: Judged, make: (inner: Conversion) => Conversion): Judged {
  if (!inner.conversion) return inner;
  if (inner.conversion.kind === 'keep') return { ...inner, conversion: { kind: 'keep', shape: shapeOf(scope, past) } };
  return { ...inner, conversion: make(inner.conversion) };
}

function changed(
  inner: Judged,
  least: Judged['verdict'],
  why: string,
  make: (inner: Conversion) => Conversion,
): Judged {
  if (!inner.conversion) return inner;
  const verdict = worst([inner.verdict, least]);
  const reason = inner.verdict === verdict && inner.verdict !== least ? inner.reason : `${why}.`;
  return { verdict, reason, conversion: make(inner.conversion) };
}

/** Keys that are converted may collide, unless every key has a counterpart of its own. */
function judgeMaps(scope: Scope, judge: JudgeTypes, past: Kind<'map'>, future: Kind<'map'>): Judged {
  const key = judge(past.key, future.key);
  const value = judge(past.value, future.value);
  if (!key.conversion) return key;
  if (!value.conversion) return value;
  const verdict = worst([key.verdict, value.verdict]);
  const reason =
    verdict === key.verdict && key.verdict !== 'same' ? `The keys change: ${lowered(key.reason)}` : value.reason;
  if (key.conversion.kind === 'keep' && value.conversion.kind === 'keep') {
    return { verdict, reason, conversion: { kind: 'keep', shape: shapeOf(scope, past) } };
  }
  return { verdict, reason, conversion: { kind: 'map', key: key.conversion, value: value.conversion } };
}

/** Slots pair by place: a gained optional or rest slot is auto, a gained required one manual, a lost one lossy. */
function judgeTuples(scope: Scope, judge: JudgeTypes, past: Kind<'tuple'>, future: Kind<'tuple'>): Judged {
  const shared = Math.min(past.slots.length, future.slots.length);
  const slots = past.slots.slice(0, shared).map((slot, index) => judge(slot.type, future.slots[index]!.type));
  const failed = slots.find((slot) => !slot.conversion);
  if (failed) return failed;
  const gained = future.slots.slice(shared);
  if (gained.some((slot) => slot.form === 'required'))
    return manual('Nothing gives the value of the new required slot; write a mapper.');
  const pastForms = past.slots.slice(0, shared).map((slot) => slot.form);
  const futureForms = future.slots.slice(0, shared).map((slot) => slot.form);
  const isRestMoved = pastForms.some((form, index) => (form === 'rest') !== (futureForms[index] === 'rest'));
  if (isRestMoved) return manual('The rest slot of the tuple moved; write which value goes where.');
  const narrowed = pastForms.some((form, index) => form === 'optional' && futureForms[index] === 'required');
  const widened = pastForms.some((form, index) => form === 'required' && futureForms[index] === 'optional');
  const inner = worst(slots.map((slot) => slot.verdict));
  const lost = past.slots.length > shared;
  const verdict = worst([inner, lost || narrowed ? 'lossy' : gained.length > 0 || widened ? 'auto' : 'same']);
  const reason = tupleReason(slots, inner, verdict, lost);
  const kept = slots.every((slot) => slot.conversion!.kind === 'keep') && gained.length === 0 && !lost;
  if (kept) return { verdict, reason, conversion: { kind: 'keep', shape: shapeOf(scope, past) } };
  const conversions = slots.map((slot) => slot.conversion!);
  const lengths = { pastLength: past.slots.length, futureLength: future.slots.length };
  return { verdict, reason, conversion: { kind: 'tuple', slots: conversions, ...lengths } };
}

function tupleReason(
  slots: readonly Judged[],
  inner: Judged['verdict'],
  verdict: Judged['verdict'],
  lost: boolean,
): string {
  if (inner === verdict && inner !== 'same') return slots.find((slot) => slot.verdict === inner)!.reason;
  if (verdict === 'same') return 'The slots did not change.';
  if (verdict === 'auto') return 'The new slots may stay empty.';
  return lost
    ? 'The slots that are gone lose their values.'
    : 'A slot that may be empty becomes required; a guard counts those.';
}

function pastEntries(type: StateType): type is Kind<'array'> & { readonly element: Kind<'tuple'> } {
  return type.kind === 'array' && type.element.kind === 'tuple' && type.element.slots.length === 2;
}

function mapToEntries(judge: JudgeTypes, past: Kind<'map'>, future: Kind<'array'>): Judged {
  const [key, value] = (future.element as Kind<'tuple'>).slots;
  return both(
    judge(past.key, key!.type),
    judge(past.value, value!.type),
    'map-to-entries',
    'auto',
    'Entries keep keys, values and order.',
  );
}

function entriesToMap(judge: JudgeTypes, past: Kind<'array'>, future: Kind<'map'>): Judged {
  const [key, value] = (past.element as Kind<'tuple'>).slots;
  const why = 'Entries that share a key collide in a Map; a guard counts them.';
  return both(judge(key!.type, future.key), judge(value!.type, future.value), 'entries-to-map', 'lossy', why);
}

function mapAndRecord(kind: 'map-to-record' | 'record-to-map', key: Judged, value: Judged): Judged {
  const why = 'Keys that look like whole numbers change their order in a Record, and __proto__ cannot be a key.';
  return both(key, value, kind, 'lossy', why);
}

function both(
  key: Judged,
  value: Judged,
  kind: 'map-to-entries' | 'entries-to-map' | 'map-to-record' | 'record-to-map',
  least: Judged['verdict'],
  why: string,
): Judged {
  if (!key.conversion) return key;
  if (!value.conversion) return value;
  const inner = worst([key.verdict, value.verdict]);
  const verdict = worst([inner, least]);
  const reason = inner === verdict && inner !== least ? (key.verdict === inner ? key.reason : value.reason) : why;
  return { verdict, reason, conversion: { kind, key: key.conversion, value: value.conversion } };
}

function wrap(inner: Judged): Judged | undefined {
  if (!inner.conversion) return undefined;
  const verdict = worst([inner.verdict, 'auto']);
  const reason =
    verdict === 'auto'
      ? 'The value becomes a list of one; on the way back a list of another length is reported.'
      : inner.reason;
  return { verdict, reason, conversion: { kind: 'wrap', element: inner.conversion } };
}

/** A tuple is a list where every slot is one of the list's elements, as it is or converted. */
function tupleToArray(scope: Scope, judge: JudgeTypes, past: Kind<'tuple'>, future: Kind<'array'>): Judged | undefined {
  const slots = past.slots.map((slot) => judge(slot.type, future.element));
  const isKept = slots.every((slot) => slot.conversion?.kind === 'keep' || slot.conversion?.kind === 'widen');
  if (!isKept || slots.some((slot) => slot.verdict !== 'same' && slot.verdict !== 'auto')) {
    const why = 'Every slot becomes an element of the list';
    return slotBySlot('tuple-to-array', past, slots, 'auto', why);
  }
  const conversion = { kind: 'widen', shape: shapeOf(scope, past), back: testOf(scope.past.types, past) } as const;
  return {
    verdict: 'auto',
    reason: 'Every such tuple is a list; a list of another length has no way back.',
    conversion,
  };
}

/** A list is a tuple where it has the right length and each slot takes its elements, as they are or converted. */
function arrayToTuple(scope: Scope, judge: JudgeTypes, past: Kind<'array'>, future: Kind<'tuple'>): Judged {
  const slots = future.slots.map((slot) => judge(past.element, slot.type));
  const isKept = slots.every((slot) => slot.conversion?.kind === 'keep' || slot.conversion?.kind === 'widen');
  const reason = 'A list of another length is no such tuple; a guard counts those.';
  if (!isKept) {
    const open = slots.find((slot) => slot.verdict === 'choose');
    const manually = manual('The elements of the list become slots of other types; write which is which.');
    return slotBySlot('array-to-tuple', future, slots, 'lossy', reason) ?? open ?? manually;
  }
  const guard = testOf(scope.future.types, future);
  const verdict = worst(['lossy', ...slots.map((slot) => slot.verdict)]);
  return { verdict, reason, conversion: { kind: 'narrow', shape: shapeOf(scope, past), guard } };
}

/** A list and a tuple of required slots whose values are converted one by one; a list of lists is another matter. */
function slotBySlot(
  kind: 'array-to-tuple' | 'tuple-to-array',
  { slots: declared }: Kind<'tuple'>,
  slots: readonly Judged[],
  least: Judged['verdict'],
  why: string,
): Judged | undefined {
  if (declared.length === 0 || declared.some((slot) => slot.form !== 'required')) return undefined;
  const conversions = slots.flatMap(({ conversion }) => (conversion && conversion.kind !== 'wrap' ? [conversion] : []));
  if (conversions.length !== slots.length) return undefined;
  const inner = worst(slots.map((slot) => slot.verdict));
  const reason =
    inner === worst([inner, least]) && inner !== least ? slots.find((slot) => slot.verdict === inner)!.reason : why;
  return { verdict: worst([inner, least]), reason, conversion: { kind, slots: conversions } };
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
