export enum Unit {
  Seconds = 'seconds',
  Bytes = 'bytes',
}

export interface Series {
  name: string;
  unit: Unit;
  points: [at: number, value: number][];
  labels: Record<string, string>;
  last: number | undefined;
}

export interface Histogram {
  kind: 'histogram';
  buckets: Map<number, number>;
  series: Series;
}

export interface Gauge {
  kind: 'gauge';
  value: number;
  series: Series;
}

export const metrics: (Histogram | Gauge)[] = [];
export const byName = new Map<string, Map<string, Series>>();
export const alarms = new Set<Series>();
export let enabled = true;

for (let i = 0; i < 8; i++) {
  const series: Series = {
    name: `series ${i}`,
    unit: i % 2 ? Unit.Bytes : Unit.Seconds,
    points: [
      [i, i * 2],
      [i + 1, i * i],
    ],
    labels: { host: `host ${i}`, zone: `zone ${i % 2}` },
    last: i % 3 ? i : undefined,
  };
  const group = byName.get(series.unit) ?? new Map<string, Series>();
  byName.set(series.unit, group.set(series.name, series));
  if (i % 4 === 0) alarms.add(series);
  if (i % 2) metrics.push({ kind: 'gauge', value: i / 2, series });
  else
    metrics.push({
      kind: 'histogram',
      buckets: new Map([
        [i, 1],
        [i + 10, i + 2],
      ]),
      series,
    });
}
export const disable = () => {
  enabled = false;
};
setInterval(() => undefined, 1000);
