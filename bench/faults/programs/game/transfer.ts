// State transfer of src/app.ts. `timeferry generate` adds what is missing here and keeps what is written.

import type * as Future from 'future/src/app.js';
import type * as Past from 'past/src/app.js';
import type { Mapper, RootMapper, Writable } from '../ferry.js';

type PastMage = Writable<Past.Mage> & { mana: Past.Mage['mana'] };
type FutureMage = Writable<Future.Mage> & { '#mana': number };
type PastPlayer = Writable<Past.Player>;
type FuturePlayer = Writable<Future.Player>;
type PastWorld = Writable<Past.World>;
type FutureWorld = Writable<Future.World>;

/**
 * Mage:
 * - at: The old and the new type have nothing in common; write a mapper.
 * - inventory [item: string, count: number][] -> Stack[].
 * - mana is now #mana.
 * - hitPoints is gone or has another name.
 * - health is new.
 * - online is new.
 */
export const mage = {
  type: 'src/app.ts#Mage',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    future.at = ferry.once(past.at, 'position', (at): Future.Position => [at.x, at.y]);
    future.inventory = ferry.once(past.inventory, 'stacks', (stacks) =>
      stacks.map((stack) => ferry.once(stack, 'stack', ([item, count]) => ({ item, count }))),
    );
    future.health = past.hitPoints;
    future.online = false;
  },
  backward(future, past, ferry) {
    past.at = ferry.once(future.at, 'position', ([x, y]) => ({ x, y }));
    past.inventory = ferry.once(future.inventory, 'stacks', (stacks) =>
      stacks.map((stack) => ferry.once(stack, 'stack', ({ item, count }): [string, number] => [item, count])),
    );
    past.hitPoints = future.health;
  },
} satisfies Mapper<PastMage, FutureMage>;

/**
 * Player:
 * - at: The old and the new type have nothing in common; write a mapper.
 * - inventory [item: string, count: number][] -> Stack[].
 * - hitPoints is gone or has another name.
 * - health is new.
 * - online is new.
 */
export const player = {
  type: 'src/app.ts#Player',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    future.at = ferry.once(past.at, 'position', (at): Future.Position => [at.x, at.y]);
    future.inventory = ferry.once(past.inventory, 'stacks', (stacks) =>
      stacks.map((stack) => ferry.once(stack, 'stack', ([item, count]) => ({ item, count }))),
    );
    future.health = past.hitPoints;
    future.online = false;
  },
  backward(future, past, ferry) {
    past.at = ferry.once(future.at, 'position', ([x, y]) => ({ x, y }));
    past.inventory = ferry.once(future.inventory, 'stacks', (stacks) =>
      stacks.map((stack) => ferry.once(stack, 'stack', ({ item, count }): [string, number] => [item, count])),
    );
    past.hitPoints = future.health;
  },
} satisfies Mapper<PastPlayer, FuturePlayer>;

/**
 * World:
 * - spawn: The old and the new type have nothing in common; write a mapper.
 * - players Set<Player> -> Player[].
 */
export const world = {
  type: 'src/app.ts#World',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    future.spawn = ferry.once(past.spawn, 'position', (at): Future.Position => [at.x, at.y]);
    future.players = ferry.once(past.players, 'Player[]', (players) =>
      [...players].map((item) => ferry.carry<Future.Player>(item, 'src/app.ts#Player')),
    );
  },
  backward(future, past, ferry) {
    past.spawn = ferry.once(future.spawn, 'position', ([x, y]) => ({ x, y }));
    if (
      ferry.guard(
        Object.keys(future.players).length === future.players.length &&
          new Set(future.players).size === future.players.length,
        'players',
        'holds a value twice, or a hole',
      )
    ) {
      past.players = ferry.once(
        future.players,
        'Set<Player>',
        (players) => new Set(players.map((item) => ferry.carry<Past.Player>(item, 'src/app.ts#Player'))),
      );
    }
  },
} satisfies Mapper<PastWorld, FutureWorld>;

/** scores: Map<Player, number> -> Map<Player, bigint>. */
export const scores = {
  root: 'src/app.ts#scores',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.once(
      past,
      'Map<Player, bigint>',
      (scores) =>
        new Map(
          [...scores].map(
            ([key, value]) =>
              [
                ferry.carry<Future.Player>(key, 'src/app.ts#Player'),
                ferry.guard(Number.isSafeInteger(value) && !Object.is(value, -0), 'scores', 'is no safe whole number')
                  ? BigInt(value)
                  : (undefined as never),
              ] as const,
          ),
        ),
    );
  },
  backward(future, ferry) {
    return ferry.once(
      future,
      'Map<Player, number>',
      (scores) =>
        new Map(
          [...scores].map(
            ([key, value]) =>
              [
                ferry.carry<Past.Player>(key, 'src/app.ts#Player'),
                ferry.guard(Number.isSafeInteger(Number(value)), 'scores', 'is too large for a number')
                  ? Number(value)
                  : (undefined as never),
              ] as const,
          ),
        ),
    );
  },
} satisfies RootMapper<Map<Past.Player, number>, Map<Future.Player, bigint>>;
