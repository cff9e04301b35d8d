import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import type { Roots } from './snapshot.ts';

/** Sent to the server once a rehearsal has ended, by whoever ran it. */
export const REHEARSAL_NOTIFICATION = 'timeferry/rehearsal';

/** The report, and the absolute folders that its locations are relative to; without them, those of the open project. */
export type RehearsalNotification = RehearsalReport & {
  readonly roots?: { readonly [K in keyof Roots]: string | null };
};
