import type * as Future from 'future/src/app.js';
import type { Invariant } from './ferry.js';

export const tokens = {
  invariant: 'the token of a session names it',
  type: 'src/app.ts#Session',
  holds: (session) => session.token === `token of ${session.id}`,
} satisfies Invariant<Future.Session>;
