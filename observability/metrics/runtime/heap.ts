import { getHeapSpaceStatistics, type HeapSpaceInfo } from 'node:v8';
import { metrics } from '../../catalogue/library';
import { gauge } from '../gauge';

export function observeHeap(): void {
  const perSpace = (read: (space: HeapSpaceInfo) => number) => () =>
    getHeapSpaceStatistics().map((space) => ({
      labels: { v8js_heap_space_name: space.space_name },
      value: read(space),
    }));
  gauge(metrics.heapLimit).collect(perSpace((space) => space.space_size));
  gauge(metrics.heapUsed).collect(perSpace((space) => space.space_used_size));
  gauge(metrics.heapAvailable).collect(perSpace((space) => space.space_available_size));
  gauge(metrics.heapPhysical).collect(perSpace((space) => space.physical_space_size));
}
