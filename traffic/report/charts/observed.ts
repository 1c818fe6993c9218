import type { ObservedSeries } from '../../load/observation';
import { draw, grid, legend, palette, timeAxis, valueAxis } from './draw';

/** What was observed over the time of the run, one line for each series. */
export function observedChart(
  series: readonly ObservedSeries[],
  { unit, scale }: { unit: string; scale: number },
): string {
  return draw({
    grid,
    legend: { ...legend, type: 'plain' },
    color: palette,
    xAxis: timeAxis,
    yAxis: valueAxis(unit),
    series: series.map(({ name, points }) => ({
      type: 'line',
      symbol: 'none',
      name,
      lineStyle: { width: 1.5 },
      data: points.map(([second, value]) => [second, value * scale]),
    })),
  });
}
