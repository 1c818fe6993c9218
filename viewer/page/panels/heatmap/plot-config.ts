import type { TimeRange } from '@grafana/data';
import { config } from '@grafana/runtime';
import { AxisPlacement, ScaleDirection, ScaleOrientation } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import type uPlot from 'uplot';

export interface PlotConfig {
  readonly timeZone: string;
  readonly rows: number;
  /** What is written at each bound, from the bottom up. */
  readonly labels: readonly string[];
  timeRange(): TimeRange;
  draw(plot: uPlot): void;
  zoom(from: number, to: number): void;
}

const labelHeight = 16;
const characterWidth = 7;

/** A plot without lines: time to the right, the rows upwards. */
export function plotConfig({ timeZone, rows, labels, timeRange, draw, zoom }: PlotConfig): UPlotConfigBuilder {
  const builder = new UPlotConfigBuilder(timeZone);
  const theme = config.theme2;
  builder.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => [timeRange().from.valueOf(), timeRange().to.valueOf()],
  });
  builder.addScale({
    scaleKey: 'y',
    isTime: false,
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    range: () => [0, rows],
  });
  builder.addAxis({
    scaleKey: 'x',
    isTime: true,
    placement: AxisPlacement.Bottom,
    timeZone,
    theme,
    grid: { show: false },
  });
  builder.addAxis({
    scaleKey: 'y',
    placement: AxisPlacement.Left,
    theme,
    size: Math.max(36, ...labels.map(({ length }) => length * characterWidth + 12)),
    grid: { show: false },
    splits: ({ bbox }: uPlot) => thinned(labels.length, Math.floor(bbox.height / devicePixelRatio / labelHeight)),
    values: (_plot: uPlot, splits: number[]) => splits.map((at) => labels[at] ?? ''),
  } as never);
  builder.addSeries({ scaleKey: 'y', theme, pathBuilder: () => null, show: true } as never);
  builder.setCursor({ drag: { x: true, y: false, setScale: false }, points: { show: false }, y: false } as never);
  builder.addHook('draw', draw);
  builder.addHook('setSelect', (plot) => {
    const { left, width } = plot.select;
    if (width < 5) return;
    zoom(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  });
  return builder;
}

/** As many bounds as have room for a label, evenly, from the bottom. */
function thinned(count: number, room: number): number[] {
  const nth = Math.max(1, Math.ceil(count / Math.max(1, room)));
  return Array.from({ length: count }, (_, index) => index).filter((index) => index % nth === 0);
}
