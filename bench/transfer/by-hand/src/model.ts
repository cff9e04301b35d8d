// A hand-written mapper for every type: each one reads the past object and sets the fields that are new.
import type * as Future from 'future/src/model.js';
import type * as Past from 'past/src/model.js';
import type { Mapper, Writable } from '../ferry.js';

export const user = {
  type: 'src/model.ts#User',
  law: 'new-only',
  forward(past, future) {
    future.visits = past.id % 7;
  },
  backward() {},
} satisfies Mapper<Writable<Past.User>, Writable<Future.User>>;

export const entry = {
  type: 'src/model.ts#Entry',
  law: 'new-only',
  forward(past, future) {
    future.label = past.value > 1 ? 'large' : 'small';
  },
  backward() {},
} satisfies Mapper<Writable<Past.Entry>, Writable<Future.Entry>>;

export const point = {
  type: 'src/model.ts#Point',
  law: 'new-only',
  forward(past, future) {
    future.z = past.x + past.y;
  },
  backward() {},
} satisfies Mapper<Writable<Past.Point>, Writable<Future.Point>>;

export const page = {
  type: 'src/model.ts#Page',
  law: 'new-only',
  forward(past, future) {
    future.words = past.text.length;
  },
  backward() {},
} satisfies Mapper<Writable<Past.Page>, Writable<Future.Page>>;

export const member = {
  type: 'src/model.ts#Member',
  law: 'new-only',
  forward(past, future) {
    future.isBanned = past.friends.length === 0;
  },
  backward() {},
} satisfies Mapper<Writable<Past.Member>, Writable<Future.Member>>;
