import type { Phase } from '@timeferry/transfer/rehearsal-report';
import type { WireFault } from './wire.ts';

/** One fault: something that goes wrong in one rehearsal of a right transfer. */
export type Fault = ModuleFault | MessageFault | KillFault;

interface AnyFault {
  readonly program: string;
  readonly kind: FaultKind;
  /** What goes wrong, in one line. */
  readonly change: string;
}

/** A transfer module in which one place was changed, by one kind of mistake. */
export interface ModuleFault extends AnyFault {
  /** Line of the transfer module, counted from 1. */
  readonly line: number;
  /** The whole module with the fault in it. */
  readonly text: string;
}

/** A message between the rehearsal and one of the processes that is spoilt or lost. */
export interface MessageFault extends AnyFault {
  readonly wire: WireFault;
}

/** A rehearsal that is killed. */
export interface KillFault extends AnyFault {
  readonly phase: Phase;
  /** How long after the phase began, in milliseconds. */
  readonly afterMs: number;
}

export type FaultKind =
  | 'dropped assignment'
  | 'swapped assignments'
  | 'wrong field'
  | 'changed constant'
  | 'wrong operator'
  | 'wrong condition'
  | 'off by one'
  | 'skipped element'
  | 'lost aliasing'
  | 'shared instead of copied'
  | 'changed value'
  | 'wrong prototype'
  | 'thrown error'
  | 'endless loop'
  | 'endless recursion'
  | 'unbounded allocation'
  | 'process ends itself'
  | 'process is killed'
  | 'writes to globals'
  | 'corrupted message'
  | 'dropped message'
  | 'broken connection'
  | 'killed rehearsal';
