import type { LiveHandles } from './live-handles.ts';

/** Above this a heap snapshot would hold the program up for seconds, in bytes. */
const heapLimit = 100 * 1024 * 1024;

/** What the process sends: rows of numbers, whose fields `meta` names. */
export interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
      readonly location_fields: readonly string[];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly locations: readonly number[];
  readonly strings: readonly string[];
}

/** A snapshot of the process's heap; undefined where the heap is too large to look. */
export async function takeHeapSnapshot(live: LiveHandles): Promise<HeapSnapshot | undefined> {
  const { usedSize } = await live.send<{ usedSize: number }>('Runtime.getHeapUsage');
  if (usedSize > heapLimit) return undefined;
  // Only what is enabled forgets the numbers of objects when it is disabled.
  await live.send('HeapProfiler.enable');
  const chunks: string[] = [];
  const stop = live.session.on<{ chunk: string }>('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    chunks.push(chunk);
  });
  try {
    await live.session.stops.during(live.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false }));
  } finally {
    stop();
  }
  return JSON.parse(chunks.join('')) as HeapSnapshot;
}
