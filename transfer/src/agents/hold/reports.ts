import { join } from 'node:path';
import type traceEvents from 'node:trace_events';
import v8 from 'node:v8';
import type { EffectLog } from './effect-log.ts';
import type { Overlay } from './overlay.ts';
import { replace } from './replace.ts';

/** Holds the files that Node itself writes when it is asked to: heap snapshots, reports, traces. */
export function holdReports(overlay: Overlay, log: EffectLog): void {
  replace(
    v8,
    'writeHeapSnapshot',
    (original) =>
      function writeHeapSnapshot(this: unknown, path = `Heap-${process.pid}.heapsnapshot`, ...rest) {
        original.call(this, overlay.create(path), ...rest);
        return path;
      },
  );
  if (process.report !== undefined) {
    replace(
      process.report,
      'writeReport',
      (original) =>
        function writeReport(this: unknown, ...args) {
          const name = typeof args[0] === 'string' ? args[0] : `report-${process.pid}.json`;
          const path = join(process.report.directory || process.cwd(), name);
          return log.holds('write', path) ? name : original.apply(this, args);
        },
    );
  }
  replace(
    // Threads, which load this too, do not have it.
    process.getBuiltinModule('node:trace_events'),
    'createTracing',
    (original) =>
      function createTracing(this: unknown, ...args) {
        const tracing = original.apply(this, args) as traceEvents.Tracing;
        const { enable } = tracing;
        tracing.enable = () => {
          if (!log.holds('write', join(process.cwd(), 'node_trace.1.log'))) enable.call(tracing);
        };
        return tracing;
      },
  );
}
