import type { Phases } from './rehearse-phases.ts';
import type { RehearsalRequest } from './rehearse-request.ts';

/** What the steps of one rehearsal share. */
export interface RehearsalContext {
  readonly request: RehearsalRequest;
  readonly phases: Phases;
  /** Private folder for captures. */
  readonly folder: string;
}
