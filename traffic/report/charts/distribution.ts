import { Latencies } from '../../load/latencies';
import type { LoadResult } from '../../load/load-result';
import { draw, grid, latencyAxis, legend, palette, valueAxis } from './draw';

/** How rare: 1 is one of ten, 2 one of a hundred, and so on. */
const rarities = Array.from({ length: 81 }, (_, step) => step / 20);
const shareAt = (rarity: number) => 1 - 10 ** -rarity;

/** The latency that all but one of ten, of a hundred, of a thousand requests stay below, as HdrHistogram draws it. */
export function distributionChart(runs: readonly { readonly name: string; readonly run: LoadResult }[]): string {
  return draw({
    grid,
    legend,
    color: palette,
    xAxis: {
      ...valueAxis(''),
      splitLine: { show: true, lineStyle: { color: '#e5e7eb' } },
      max: 4,
      interval: 1,
      axisLabel: { formatter: (rarity: number) => (rarity === 0 ? '0' : `${100 * shareAt(rarity)} %`) },
    },
    yAxis: latencyAxis,
    series: runs.map(({ name, run }) => {
      const latencies = Latencies.decoded(run.histogram);
      const measured = rarities.filter((rarity) => 10 ** rarity <= run.sent);
      return {
        type: 'line',
        symbol: 'none',
        name,
        data: measured.map((rarity) => [rarity, Math.max(0.1, latencies.at(shareAt(rarity)))]),
      };
    }),
  });
}
