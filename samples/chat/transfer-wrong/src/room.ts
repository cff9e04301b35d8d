// State transfer of src/room.ts. `timeferry generate` adds what is missing here and keeps what is written.
import type { Mapper, Writable } from '../ferry.js';
import type * as FutureModel from 'future/src/model.js';
import type * as Future from 'future/src/room.js';
import type * as PastModel from 'past/src/model.js';
import type * as Past from 'past/src/room.js';

type PastRoom = Writable<Past.Room> & { history: Past.Room['history']; limit: Past.Room['limit'] };
type FutureRoom = Writable<Future.Room> & { '#history': FutureModel.Message[]; limit: Future.Room['limit'] };

/**
 * Room:
 * - members Set<Session> -> Session[].
 * - history is now #history.
 * - pinned is new.
 */
export const room = {
  type: 'src/room.ts#Room',
  law: 'lossy-backward',
  forward(past, future, ferry) {
    future.members = ferry.once(
      past.members,
      'Session[]',
      (members) => [...members].map((item) => ferry.carry<FutureModel.Session>(item, 'src/model.ts#Session')),
    );
    future.pinned = [];
  },
  backward(future, past, ferry) {
    if (ferry.guard(
      Object.keys(future.members).length === future.members.length && new Set(future.members).size === future.members.length,
      'members',
      'holds a value twice, or a hole',
    )) {
      past.members = ferry.once(
        future.members,
        'Set<Session>',
        (members) => new Set(members.map((item) => ferry.carry<PastModel.Session>(item, 'src/model.ts#Session'))),
      );
    }
  },
} satisfies Mapper<PastRoom, FutureRoom>;
