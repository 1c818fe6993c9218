import type { LoadResult } from '../../load/load-result';
import { colours, draw, grid, legend, timeAxis, valueAxis } from './draw';

/** Requests of each second: what the profile asks for, what was sent, what failed. */
export function rateChart({ perSecond }: LoadResult): string {
  const points = (of: (second: LoadResult['perSecond'][number]) => number) =>
    perSecond.map((each) => [each.second, of(each)]);
  const line = { type: 'line' as const, symbol: 'none' };
  return draw({
    grid,
    legend,
    xAxis: timeAxis,
    yAxis: valueAxis('requests/s'),
    series: [
      {
        ...line,
        name: 'sent',
        data: points(({ sent }) => sent),
        color: colours.sky,
        lineStyle: { width: 1 },
        areaStyle: { opacity: 0.25 },
      },
      {
        ...line,
        name: 'failed',
        data: points(({ failed }) => failed),
        color: colours.red,
        areaStyle: { opacity: 0.5 },
      },
      {
        ...line,
        name: 'planned',
        data: points(({ planned }) => Math.round(planned)),
        color: colours.grey,
        lineStyle: { type: 'dashed', width: 1.5 },
      },
    ],
  });
}
