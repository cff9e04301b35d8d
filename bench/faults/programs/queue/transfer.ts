// State transfer of src/app.ts. `timeferry generate` adds what is missing here and keeps what is written.

import type * as Future from 'future/src/app.js';
import type * as Past from 'past/src/app.js';
import type { Mapper, RootMapper, Writable } from '../ferry.js';

type PastJob = Writable<Past.Job>;
type FutureJob = Writable<Future.Job>;

/** Values of priority: past -> future. */
const priorityToFuture = new Map<string, number>([
  ['high', 1],
  ['normal', 2],
  ['low', 3],
]);
const priorityToPast = new Map([...priorityToFuture].map(([past, future]) => [future, past] as const));

/**
 * Job:
 * - id number -> string. Converted with a guard: -0 becomes "0", and text such as "007" cannot come back; rehearse
 *   to see whether live values break it.
 * - priority: Mapped by the names of the members.
 * - tags Set<string> -> string[].
 * - retries number or missing -> number. It may no longer be undefined; a guard counts the values that are.
 */
export const job = {
  type: 'src/app.ts#Job',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(!Object.is(past.id, -0), 'id', 'is -0, which no text keeps')) future.id = String(past.id);
    if (ferry.guard(priorityToFuture.has(past.priority), 'priority', 'has no counterpart')) {
      future.priority = priorityToFuture.get(past.priority) as FutureJob['priority'];
    }
    future.tags = ferry.once(past.tags, 'string[]', (tags) => [...tags]);
    future.retries = past.retries ?? 0;
  },
  backward(future, past, ferry) {
    if (ferry.guard(String(Number(future.id)) === future.id, 'id', 'is not written as a number is')) {
      past.id = Number(future.id);
    }
    if (ferry.guard(priorityToPast.has(future.priority), 'priority', 'has no counterpart')) {
      past.priority = priorityToPast.get(future.priority) as PastJob['priority'];
    }
    if (
      ferry.guard(
        Object.keys(future.tags).length === future.tags.length && new Set(future.tags).size === future.tags.length,
        'tags',
        'holds a value twice, or a hole',
      )
    ) {
      past.tags = ferry.once(future.tags, 'Set<string>', (tags) => new Set(tags));
    }
    if (future.retries > 0) past.retries = future.retries;
  },
} satisfies Mapper<PastJob, FutureJob>;

/**
 * done: Map<number, string> -> Map<string, string>. The keys change: converted with a guard: -0 becomes "0", and
 * text such as "007" cannot come back; rehearse to see whether live values break it.
 */
export const done = {
  root: 'src/app.ts#done',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.once(
      past,
      'Map<string, string>',
      (done) =>
        new Map(
          [...done].map(
            ([key, value]) =>
              [
                ferry.guard(!Object.is(key, -0), 'done', 'is -0, which no text keeps')
                  ? String(key)
                  : (undefined as never),
                value,
              ] as const,
          ),
        ),
    );
  },
  backward(future, ferry) {
    return ferry.once(
      future,
      'Map<number, string>',
      (done) =>
        new Map(
          [...done].map(
            ([key, value]) =>
              [
                ferry.guard(String(Number(key)) === key, 'done', 'is not written as a number is')
                  ? Number(key)
                  : (undefined as never),
                value,
              ] as const,
          ),
        ),
    );
  },
} satisfies RootMapper<Map<number, string>, Map<string, string>>;

/** jobs: Job[] -> Map<string, Job>. */
export const jobs = {
  root: 'src/app.ts#jobs',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.once(
      past,
      'jobs',
      (jobs) => new Map(jobs.map((job) => [String(job.id), ferry.carry<Future.Job>(job, 'src/app.ts#Job')] as const)),
    );
  },
  backward(future, ferry) {
    return ferry.once(future, 'jobs', (jobs) =>
      [...jobs.values()].map((job) => ferry.carry<Past.Job>(job, 'src/app.ts#Job')),
    );
  },
} satisfies RootMapper<Past.Job[], Map<string, Future.Job>>;
