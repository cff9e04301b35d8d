export enum Unit {
  Seconds = 's',
  Bytes = 'B',
  Count = '1',
}

export interface Series {
  name: string;
  unit: Unit;
  points: { at: number; value: number }[];
  labels: Map<string, string>;
  last: number | undefined;
  created: string;
}

export interface Histogram {
  kind: 'histogram';
  buckets: Map<string, number>;
  series: Series;
  sum?: number;
}

export interface Gauge {
  kind: 'gauge';
  value: string;
  series: Series;
}

export const metrics: (Histogram | Gauge)[] = [];
export const byName = new Map<string, Map<string, Series>>();
export const alarms: Series[] = [];
export let enabled: 0 | 1 = 0;
export const disable = () => {
  enabled = 0;
};
setInterval(() => undefined, 1000);
