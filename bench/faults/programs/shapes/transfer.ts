// State transfer of src/app.ts. `timeferry generate` adds what is missing here and keeps what is written.

import type * as Future from 'future/src/app.js';
import type * as Past from 'past/src/app.js';
import type { Mapper, RootMapper, Writable } from '../ferry.js';

type PastLayer = Writable<Past.Layer>;
type FutureLayer = Writable<Future.Layer>;
interface PastSelected {
  kind: 'circle';
  radius: number;
  at: object;
}
interface FutureSelected {
  kind: 'circle';
  radius: string;
  at: object;
}
interface PastSelected2 {
  kind: 'rect';
  width: number;
  height: number;
  rotated: boolean;
}
interface FutureSelected2 {
  kind: 'rect';
  width: bigint;
  height: number;
  rotated: 0 | 1;
}
interface PastSelected3 {
  kind: 'group';
  members: object[];
}
interface FutureSelected3 {
  kind: 'group';
  members: object[];
  name?: string;
}

/**
 * Layer:
 * - shapes: Inside it, radius: Converted with a guard: -0 becomes "0", and text such as "007" cannot come back;
 *   rehearse to see whether live values break it. Every past value is still legal; new values have no way back.
 * - locked is gone or has another name.
 * - flags is new.
 */
export const layer = {
  type: 'src/app.ts#Layer',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    future.shapes = ferry.once(past.shapes, '(selected | selected (2) | selected (3) | selected (4))[]', (shapes) =>
      shapes.map((item) =>
        ferry.carry(item, 'src/app.ts#selected | src/app.ts#selected (2) | src/app.ts#selected (3)'),
      ),
    );
    future.flags = { locked: past.locked, hidden: past.opacity === 0 };
  },
  backward(future, past, ferry) {
    past.shapes = ferry.once(future.shapes, '(selected | selected (2) | selected (3))[]', (shapes) =>
      shapes.map((item) =>
        ferry.guard(
          item.kind === 'circle' || item.kind === 'rect' || item.kind === 'group',
          'shapes',
          'does not fit the narrower type',
        )
          ? ferry.carry(item, 'src/app.ts#selected | src/app.ts#selected (2) | src/app.ts#selected (3)')
          : (undefined as never),
      ),
    );
    past.locked = future.flags.locked;
  },
} satisfies Mapper<PastLayer, FutureLayer>;

/**
 * selected: radius number -> string. Converted with a guard: -0 becomes "0", and text such as "007" cannot come
 * back; rehearse to see whether live values break it.
 */
export const selected = {
  type: 'src/app.ts#selected',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(!Object.is(past.radius, -0), 'radius', 'is -0, which no text keeps')) {
      future.radius = String(past.radius);
    }
  },
  backward(future, past, ferry) {
    if (ferry.guard(String(Number(future.radius)) === future.radius, 'radius', 'is not written as a number is')) {
      past.radius = Number(future.radius);
    }
  },
} satisfies Mapper<PastSelected, FutureSelected>;

/**
 * selected (2):
 * - width number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see
 *   whether live values break it.
 * - rotated boolean -> 0 | 1.
 */
export const selected2 = {
  type: 'src/app.ts#selected (2)',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (
      ferry.guard(Number.isSafeInteger(past.width) && !Object.is(past.width, -0), 'width', 'is no safe whole number')
    ) {
      future.width = BigInt(past.width);
    }
    future.rotated = past.rotated ? 1 : 0;
  },
  backward(future, past, ferry) {
    if (ferry.guard(Number.isSafeInteger(Number(future.width)), 'width', 'is too large for a number')) {
      past.width = Number(future.width);
    }
    past.rotated = future.rotated === 1;
  },
} satisfies Mapper<PastSelected2, FutureSelected2>;

/**
 * selected (3):
 * - members: Inside it, radius: Converted with a guard: -0 becomes "0", and text such as "007" cannot come back;
 *   rehearse to see whether live values break it. Every past value is still legal; new values have no way back.
 * - name is new.
 */
export const selected3 = {
  type: 'src/app.ts#selected (3)',
  law: 'lossy-backward',
  forward(past, future, ferry) {
    future.members = ferry.once(past.members, '(selected | selected (2) | selected (3) | selected (4))[]', (members) =>
      members.map((item) =>
        ferry.carry(item, 'src/app.ts#selected | src/app.ts#selected (2) | src/app.ts#selected (3)'),
      ),
    );
  },
  backward(future, past, ferry) {
    past.members = ferry.once(future.members, '(selected | selected (2) | selected (3))[]', (members) =>
      members.map((item) =>
        ferry.guard(
          item.kind === 'circle' || item.kind === 'rect' || item.kind === 'group',
          'members',
          'does not fit the narrower type',
        )
          ? ferry.carry(item, 'src/app.ts#selected | src/app.ts#selected (2) | src/app.ts#selected (3)')
          : (undefined as never),
      ),
    );
  },
} satisfies Mapper<PastSelected3, FutureSelected3>;

/**
 * selected: Map<number, Shape> -> Map<string, Shape>. The keys change: converted with a guard: -0 becomes "0", and
 * text such as "007" cannot come back; rehearse to see whether live values break it.
 */
export const selected4 = {
  root: 'src/app.ts#selected',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.once(
      past,
      'Map<string, selected | selected (2) | selected (3) | selected (4)>',
      (selected) =>
        new Map(
          [...selected].map(
            ([key, value]) =>
              [
                ferry.guard(!Object.is(key, -0), 'selected', 'is -0, which no text keeps')
                  ? String(key)
                  : (undefined as never),
                ferry.carry(value, 'src/app.ts#selected | src/app.ts#selected (2) | src/app.ts#selected (3)'),
              ] as const,
          ),
        ),
    );
  },
  backward(future, ferry) {
    return ferry.once(
      future,
      'Map<number, selected | selected (2) | selected (3)>',
      (selected) =>
        new Map(
          [...selected].map(
            ([key, value]) =>
              [
                ferry.guard(String(Number(key)) === key, 'selected', 'is not written as a number is')
                  ? Number(key)
                  : (undefined as never),
                ferry.guard(
                  value.kind === 'circle' || value.kind === 'rect' || value.kind === 'group',
                  'selected',
                  'does not fit the narrower type',
                )
                  ? ferry.carry(value, 'src/app.ts#selected | src/app.ts#selected (2) | src/app.ts#selected (3)')
                  : (undefined as never),
              ] as const,
          ),
        ),
    );
  },
} satisfies RootMapper<Map<number, object>, Map<string, object>>;
