// State transfer of src/app.ts. `timeferry generate` adds what is missing here and keeps what is written.
import type { Mapper, RootMapper, Writable } from '../ferry.js';
import type * as Future from 'future/src/app.js';
import type * as Past from 'past/src/app.js';

type PastGauge = Writable<Past.Gauge>;
type FutureGauge = Writable<Future.Gauge>;
type PastHistogram = Writable<Past.Histogram>;
type FutureHistogram = Writable<Future.Histogram>;
type PastSeries = Writable<Past.Series>;
type FutureSeries = Writable<Future.Series>;

/** Unit by member name: past -> future. */
const unitToFuture = new Map<string, string>([
  ['seconds', 's'], // Seconds
  ['bytes', 'B'], // Bytes
]);
const unitToPast = new Map([...unitToFuture].map(([past, future]) => [future, past] as const));

/**
 * Gauge: value number -> string. Converted with a guard: -0 becomes "0", and text such as "007" cannot come back;
 * rehearse to see whether live values break it.
 */
export const gauge = {
  type: 'src/app.ts#Gauge',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(!Object.is(past.value, -0), 'value', 'is -0, which no text keeps')) {
      future.value = String(past.value);
    }
  },
  backward(future, past, ferry) {
    if (ferry.guard(String(Number(future.value)) === future.value, 'value', 'is not written as a number is')) {
      past.value = Number(future.value);
    }
  },
} satisfies Mapper<PastGauge, FutureGauge>;

/**
 * Histogram:
 * - buckets Map<number, number> -> Map<string, number>. The keys change: converted with a guard: -0 becomes "0",
 *   and text such as "007" cannot come back; rehearse to see whether live values break it.
 * - sum is new.
 */
export const histogram = {
  type: 'src/app.ts#Histogram',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    future.buckets = ferry.once(
      past.buckets,
      'Map<string, number>',
      (buckets) => new Map([...buckets].map(([key, value]) => [
        (ferry.guard(
          !Object.is(key, -0),
          'buckets',
          'is -0, which no text keeps',
        ) ? String(key) : (undefined as never)),
        value,
      ] as const)),
    );
  },
  backward(future, past, ferry) {
    past.buckets = ferry.once(
      future.buckets,
      'Map<number, number>',
      (buckets) => new Map([...buckets].map(([key, value]) => [
        (ferry.guard(
          String(Number(key)) === key,
          'buckets',
          'is not written as a number is',
        ) ? Number(key) : (undefined as never)),
        value,
      ] as const)),
    );
  },
} satisfies Mapper<PastHistogram, FutureHistogram>;

/**
 * Series:
 * - unit: Mapped by member name: Seconds, Bytes changed value.
 * - points [at: number, value: number][] -> { at: number; value: number }[].
 * - labels Record<string, string> -> Map<string, string>. Keys that look like whole numbers change their order in a
 *   Record, and __proto__ cannot be a key.
 * - created is new.
 */
export const series = {
  type: 'src/app.ts#Series',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(unitToFuture.has(past.unit), 'unit', 'is no member that both versions have')) {
      future.unit = unitToFuture.get(past.unit) as FutureSeries['unit'];
    }
    future.points = ferry.once(past.points, 'points', (points) =>
      points.map((point) => ferry.once(point, 'point', ([at, value]) => ({ at, value }))),
    );
    if (ferry.guard(
      Object.getPrototypeOf(past.labels) !== null,
      'labels',
      'has no prototype, which a Map cannot keep',
    )) {
      future.labels = ferry.once(past.labels, 'Map<string, string>', (labels) => new Map(Object.entries(labels)));
    }
    future.created = past.name.toUpperCase();
  },
  backward(future, past, ferry) {
    if (ferry.guard(unitToPast.has(future.unit), 'unit', 'is no member that both versions have')) {
      past.unit = unitToPast.get(future.unit) as PastSeries['unit'];
    }
    past.points = ferry.once(future.points, 'points', (points) =>
      points.map((point) => ferry.once(point, 'point', ({ at, value }): [number, number] => [at, value])),
    );
    if (ferry.guard(
      JSON.stringify(
        [...future.labels.keys()].map(String)
      ) === JSON.stringify(Object.keys(Object.fromEntries(future.labels))),
      'labels',
      'has keys that an object puts into another order',
    )) {
      past.labels = ferry.once(future.labels, 'Series.labels', (labels) => Object.fromEntries(labels));
    }
  },
} satisfies Mapper<PastSeries, FutureSeries>;

/** alarms: Set<Series> -> Series[]. */
export const alarms = {
  root: 'src/app.ts#alarms',
  law: 'lossy-backward',
  forward(past, ferry) {
    return ferry.once(
      past,
      'Series[]',
      (alarms) => [...alarms].map((item) => ferry.carry<Future.Series>(item, 'src/app.ts#Series')),
    );
  },
  backward(future, ferry) {
    return ferry.guard(
      Object.keys(future).length === future.length && new Set(future).size === future.length,
      'alarms',
      'holds a value twice, or a hole',
    )
      ? ferry.once(
        future,
        'Set<Series>',
        (alarms) => new Set(alarms.map((item) => ferry.carry<Past.Series>(item, 'src/app.ts#Series'))),
      )
      : (undefined as never);
  },
} satisfies RootMapper<Set<Past.Series>, Future.Series[]>;

/** enabled: boolean -> 0 | 1. */
export const enabled = {
  root: 'src/app.ts#enabled',
  law: 'bijective',
  forward(past, ferry) {
    return past ? 1 : 0;
  },
  backward(future, ferry) {
    return future === 1;
  },
} satisfies RootMapper<boolean, 0 | 1>;
