import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { metrics } from '../../catalogue/library';
import { histogram } from '../histogram';

const types = new Map([
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
] as const);

/** `detail` is missing in the types of the entries a list returns. */
type GarbageCollection = PerformanceEntry & { readonly detail: { readonly kind: number } };

export function observeGarbageCollection(): void {
  const durations = histogram(metrics.gcDuration);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as GarbageCollection[]) {
      const type = types.get(entry.detail.kind);
      if (type) durations.observe({ v8js_gc_type: type }, entry.duration / 1000);
    }
  }).observe({ entryTypes: ['gc'] });
}
