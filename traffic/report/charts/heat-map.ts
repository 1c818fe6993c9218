import { bandStart } from '../../load/latency-bands';
import type { LoadResult } from '../../load/load-result';
import { draw, grid, size } from './draw';

const mostColumns = 120;

/** How many requests had which latency when: what percentiles hide, such as two kinds of request, or a few that hang. */
export function heatMapChart({ perSecond }: LoadResult): string {
  const width = Math.ceil(perSecond.length / mostColumns);
  const columns = Array.from({ length: Math.ceil(perSecond.length / width) }, (_, column) =>
    added(perSecond.slice(column * width, (column + 1) * width).map(({ bands }) => bands)),
  );
  const used = added(columns).flatMap((count, band) => (count > 0 ? [band] : []));
  const [lowest, highest] = [used[0] ?? 0, used.at(-1) ?? 0];
  const cells = columns.flatMap((bands, column) =>
    bands.flatMap((count, band) => (count > 0 ? [[column, band - lowest, count]] : [])),
  );
  return draw(
    {
      grid: { ...grid, right: 88 },
      xAxis: { type: 'category', data: columns.map((_, column) => clock(column * width)), axisTick: { show: false } },
      yAxis: {
        type: 'category',
        data: Array.from({ length: highest - lowest + 1 }, (_, index) => latency(bandStart(lowest + index))),
        axisTick: { show: false },
        axisLabel: { interval: 4 },
      },
      visualMap: {
        min: 1,
        max: Math.max(1, ...cells.map(([, , count = 0]) => count)),
        calculable: false,
        right: 0,
        top: 'middle',
        itemHeight: 120,
        text: ['many', 'few'],
        inRange: { color: ['#eaf3fb', '#56b4e9', '#0072b2', '#08306b'] },
      },
      series: [{ type: 'heatmap', data: cells, progressive: 0 }],
    },
    { ...size, height: 280 },
  );
}

const added = (rows: readonly (readonly number[])[]) =>
  (rows[0] ?? []).map((_, index) => rows.reduce((sum, row) => sum + (row[index] ?? 0), 0));

const clock = (second: number) => `${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`;

const latency = (ms: number) => (ms >= 999 ? `${(ms / 1000).toPrecision(2)} s` : `${Number(ms.toPrecision(2))} ms`);
