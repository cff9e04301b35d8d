/** One fault: a transfer module in which one place was changed, by one kind of mistake. */
export interface Fault {
  readonly program: string;
  readonly kind: FaultKind;
  /** What was changed into what, in one line. */
  readonly change: string;
  /** Line of the transfer module, counted from 1. */
  readonly line: number;
  /** The whole module with the fault in it. */
  readonly text: string;
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
  | 'writes to globals';
