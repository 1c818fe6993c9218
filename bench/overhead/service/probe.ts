/**
 * Preloaded into every service that is measured: how long its event loop stood still, and how much it allocated, between two messages of
 * who started it. The same in every variant, so that it is in no ratio.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { GCProfiler } from 'node:v8';
import { isMainThread } from 'node:worker_threads';

/** Milliseconds; what the loop is late by less than this is not seen. */
const resolution = 1;

export interface Probed {
  /** Milliseconds the event loop was late at most. */
  readonly stall: number;
  /** Bytes allocated on the heap of the main thread. */
  readonly allocated: number;
}

function probe(): void {
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  let profiler = new GCProfiler();
  let before = 0;
  process.on('message', (message) => {
    if (message === 'begin') {
      delays.reset();
      profiler = new GCProfiler();
      before = process.memoryUsage().heapUsed;
      profiler.start();
    } else if (message === 'end') {
      let used = before;
      let allocated = 0;
      for (const { beforeGC, afterGC } of profiler.stop()?.statistics ?? []) {
        allocated += beforeGC.heapStatistics.usedHeapSize - used;
        used = afterGC.heapStatistics.usedHeapSize;
      }
      allocated += process.memoryUsage().heapUsed - used;
      process.send?.({ stall: delays.max / 1e6 - resolution, allocated } satisfies Probed);
    }
  });
  // It is asked, and keeps nothing alive.
  process.channel?.unref();
}

if (isMainThread && process.send) probe();
