import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { metrics } from '../../catalogue/library';
import { gauge } from '../gauge';

const resolution = 10;

export function observeEventLoop(): void {
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  let utilizationBefore = performance.eventLoopUtilization();

  const read = () => {
    const utilizationNow = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(utilizationNow, utilizationBefore);
    utilizationBefore = utilizationNow;
    const values = {
      eventLoopDelayMin: seconds(delays.min),
      eventLoopDelayMax: seconds(delays.max),
      eventLoopDelayMean: seconds(delays.mean),
      eventLoopDelayStddev: delays.stddev / 1e9 || 0,
      eventLoopDelayP50: seconds(delays.percentile(50)),
      eventLoopDelayP90: seconds(delays.percentile(90)),
      eventLoopDelayP99: seconds(delays.percentile(99)),
      eventLoopUtilization: utilization,
    };
    delays.reset();
    return values;
  };

  const current = oncePerScrape(read);
  for (const key of Object.keys(read()) as (keyof ReturnType<typeof read>)[]) {
    gauge(metrics[key]).collect(() => [{ labels: {}, value: current()[key] }]);
  }
}

/** The monitor measures the period of its own timer; the delay of the loop is what goes beyond it. */
const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - resolution / 1e3) || 0;

/** The gauges of one scrape are read within milliseconds and must show the same interval. */
function oncePerScrape<T>(read: () => T): () => T {
  let value: T | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (value === undefined || now - readAt > 500) {
      value = read();
      readAt = now;
    }
    return value;
  };
}
