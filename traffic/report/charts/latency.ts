import type { LoadResult } from '../../load/load-result';
import { colours, draw, grid, latencyAxis, legend, timeAxis } from './draw';

/** The percentiles of each second, from the moment requests were due. */
export function latencyChart({ perSecond }: LoadResult): string {
  const seconds = perSecond.filter(({ sent }) => sent > 0);
  const line = { type: 'line' as const, symbol: 'none', lineStyle: { width: 1.5 } };
  return draw({
    grid,
    legend,
    xAxis: timeAxis,
    yAxis: latencyAxis,
    series: [
      { ...line, name: 'p50', data: seconds.map(({ second, p50 }) => [second, p50]), color: colours.blue },
      { ...line, name: 'p95', data: seconds.map(({ second, p95 }) => [second, p95]), color: colours.orange },
      { ...line, name: 'p99', data: seconds.map(({ second, p99 }) => [second, p99]), color: colours.red },
    ],
  });
}
