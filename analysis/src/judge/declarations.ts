import type { Conversion } from '../conversion.ts';
import type { Judgement } from '../state-diff.ts';
import type { ObjectType, StateType } from '../state-model.ts';
import { worst } from '../verdict.ts';
import type { EnumType } from './enums.ts';
import { judgeIndexKeys } from './index-keys.ts';
import type { JudgeTypes } from './judge-types.ts';
import { type Judged, manual } from './judged.ts';
import { isRetyped, type Scope } from './scope.ts';
import { shapeOf } from './values.ts';

/**
 * Rules for the declaration of a pair of object types, its fields apart: interface to class and back is auto, a class
 * renamed or moved auto, an interface renamed same, a choice of subclass manual, undeclared state of a dependency lossy.
 */
export function judgeDeclaration(
  scope: Scope,
  judge: JudgeTypes,
  past: ObjectType,
  future: ObjectType,
): { readonly own: Judgement; readonly index?: Conversion; readonly contents?: Conversion } {
  const isClass = (type: ObjectType) => type.declaredAs === 'class';
  const isDeclared = past.name !== future.name && (future.tags.renamedFrom ?? future.tags.movedFrom) !== undefined;
  const keys = judgeContent(judge, past.index, future.index);
  const inherited = judgeInherited(judgeContent(judge, past.contents, future.contents));
  const contents = inherited.conversion && !isCarried(inherited.conversion) ? inherited.conversion : undefined;
  const parts: Judged[] = [keys, judgeIndexKeys(past, future) ?? keys, inherited];
  if (isClass(past) !== isClass(future)) parts.push(judgePrototype(isClass(future)));
  else if (isClass(past) && past.name !== future.name) {
    const why = isDeclared ? 'as its declaration says' : 'no other type fits';
    parts.push({ verdict: 'auto', reason: `The class was ${past.name} before; ${why}.`, conversion: null });
  } else if (isDeclared) {
    parts.push({ verdict: 'auto', reason: `It was ${past.name} before, as its declaration says.`, conversion: null });
  }
  if (isClass(past) && !past.abstract && future.abstract) {
    parts.push(manual('The class became abstract; write which subclass each of its objects gets.'));
  }
  const hides = past.hides ?? future.hides;
  const hidden = hides === undefined ? undefined : judgeHidden(hides);
  if (hidden) parts.push(hidden);
  if (past.keys?.kind === 'enum' && future.keys?.kind === 'enum') parts.push(judgeKeys(past.keys, future.keys));
  const verdict = worst(parts.map((part) => part.verdict));
  const reason = parts.find((part) => part.verdict === verdict)?.reason ?? '';
  const isMoved = past.name !== future.name;
  // Content that is walked by its actual value has a verdict, and no change.
  const isOld = (part: Judged) =>
    (part === keys && isSameType(scope, past.index, future.index)) ||
    (part === inherited && isSameType(scope, past.contents, future.contents));
  const change = isMoved
    ? moduleOf(past.name) === moduleOf(future.name)
      ? 'renamed'
      : 'moved'
    : parts.every((part) => part.verdict === 'same' || part === hidden || isOld(part))
      ? 'none'
      : 'retyped';
  const conversion = { kind: 'keep', shape: shapeOf(scope, { kind: 'object', type: past.name }) } as const;
  const own: Judgement = { change, verdict, reason, conversion: verdict === 'manual' ? null : conversion };
  // A dictionary without fields is converted wherever one stands.
  const isWhole = (type: ObjectType) => type.fields.length === 0 && !isClass(type);
  const isConverted = keys.conversion && keys.conversion.kind !== 'keep' && !(isWhole(past) && isWhole(future));
  return { own, ...(isConverted && { index: keys.conversion! }), ...(contents && { contents }) };
}

const isSameType = (scope: Scope, past: StateType | undefined, future: StateType | undefined): boolean =>
  past !== undefined && future !== undefined && !isRetyped(scope, past, future);

/** Rule: what a class holds as the built-in container that it extends is converted in place, its constructor not run. */
function judgeInherited(judged: Judged): Judged {
  const { conversion } = judged;
  if (!conversion || isCarried(conversion) || REFILLED.has(conversion.kind)) return judged;
  return manual(`What it holds as a container changed: ${judged.reason} Write a mapper.`);
}

const REFILLED: ReadonlySet<Conversion['kind']> = new Set(['array', 'set', 'map']);

const isCarried = ({ kind }: Conversion): boolean => kind === 'keep' || kind === 'widen';

/** The content besides fields: under an index signature, or of the built-in container that a class extends. */
function judgeContent(judge: JudgeTypes, past: StateType | undefined, future: StateType | undefined): Judged {
  const unchanged: Judged = { verdict: 'same', reason: 'The declaration did not change.', conversion: null };
  if (!past && !future) return unchanged;
  if (!past) return { ...unchanged, verdict: 'auto', reason: 'It may hold further keys from now on.' };
  if (!future) return manual('It no longer holds arbitrary content; write where that goes.');
  return judge(past, future);
}

/** Keys that are enum values: where a member changed its value, the same key means another member. */
function judgeKeys(past: EnumType, future: EnumType): Judged {
  const values = new Map(future.members.map((member) => [member.name, member.value]));
  const moved = past.members.filter(({ name, value }) => values.has(name) && values.get(name) !== value);
  if (moved.length === 0) return { verdict: 'same', reason: 'The keys keep their meaning.', conversion: null };
  return manual(`Keys are values of an enum in which ${moved[0]!.name} changed; write which key becomes which.`);
}

/** Rule: what a class of a dependency keeps without declaring it is walked by its actual value, changed or not. */
function judgeHidden(name: string): Judged {
  const reason = `${name} declares none of its fields; they are walked as they are found and cannot be verified.`;
  return { verdict: 'lossy', reason, conversion: null };
}

function judgePrototype(toClass: boolean): Judged {
  const reason = toClass
    ? 'Existing objects get the prototype of the class; the way back removes it.'
    : 'Existing objects lose the prototype of the class; the way back sets it.';
  return { verdict: 'auto', reason, conversion: null };
}

const moduleOf = (name: string): string => name.slice(0, name.indexOf('#'));
