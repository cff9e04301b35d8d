import type { Conversion } from './conversion.ts';
import type { Position } from './position.ts';
import type { ObjectType, StateField, StateModel, StateRoot } from './state-model.ts';
import type { Change, Verdict } from './verdict.ts';

/** Two versions' state, paired and judged. What `timeferry diff --json` prints is a projection of it. */
export interface StateDiff {
  readonly past: StateModel;
  readonly future: StateModel;
  readonly roots: readonly RootPair[];
  readonly types: readonly TypePair[];
  /** Functions of the program that state holds and that have another name in the new version. */
  readonly functions?: readonly { readonly past: string; readonly future: string }[];
  /** Doc tags and rules that match nothing any more. */
  readonly stale?: readonly StaleRule[];
}

/** A declaration of the author about the transfer that has no effect. */
export interface StaleRule {
  /** The piece of state that it is about. */
  readonly state: string;
  readonly message: string;
  /** Where it stands: in the future version's sources, or in the transfer folder. */
  readonly version: 'future' | 'transfer';
  readonly position: Position | null;
}

/** What is said of one piece of state, whatever kind it is. */
export interface Judgement {
  readonly change: Change;
  readonly verdict: Verdict;
  /** One sentence for people: why this verdict, and what to do about it. */
  readonly reason: string;
  /** Names of what it may have been paired with, for a `choose`; or the readings to choose between. */
  readonly candidates?: readonly string[];
  /** What speaks for each of the candidates, in their order. */
  readonly evidence?: readonly CandidateEvidence[];
  /** The default both ways; `null` where there is none. For an added piece, how it gets its first value. */
  readonly conversion: Conversion | null;
  /** Why its author has it not transferred; it starts as its version starts it. */
  readonly transient?: string;
}

/** What speaks for a candidate of a likely rename or move. */
export interface CandidateEvidence {
  readonly name: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** Reasons for people, a few words each. */
  readonly because: readonly string[];
}

export interface RootPair extends Judgement {
  readonly past: StateRoot | null;
  readonly future: StateRoot | null;
  /** Judgement of the root itself; `verdict` is the worst of this and everything that it reaches. */
  readonly own: Verdict;
}

export interface TypePair {
  /** Its key wherever something refers to it: the future name, or the past name of a removed type. */
  readonly key: string;
  readonly past: ObjectType | null;
  readonly future: ObjectType | null;
  readonly verdict: Verdict;
  /** Judgement of the declaration itself (renamed, interface to class, index signature); `verdict` adds its fields. */
  readonly own: Judgement;
  readonly fields: readonly FieldPair[];
  /** How the values of keys that are no fields are converted; absent where they are carried as they are. */
  readonly index?: Conversion;
  /** How what it holds as a Map, Set or list is converted, where its class extends one; absent where that is carried. */
  readonly contents?: Conversion;
}

export interface FieldPair extends Judgement {
  readonly past: StateField | null;
  readonly future: StateField | null;
}
