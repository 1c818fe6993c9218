import {
  type DataFrame,
  FieldType,
  formattedValueToString,
  getDisplayProcessor,
  getValueFormat,
  PanelPlugin,
  type PanelProps,
  type TimeRange,
} from '@grafana/data';
import { config as runtime } from '@grafana/runtime';
import { AxisPlacement, ScaleDirection, ScaleOrientation } from '@grafana/schema';
import type { Options as HeatmapOptions } from '@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import { UPlotChart, UPlotConfigBuilder } from '@grafana/ui';
import { useEffect, useMemo, useRef } from 'react';
import type uPlot from 'uplot';
import { NoData } from '../no-data';
import { panelOptions } from '../panel-options';
import { AnnotationMarks } from '../plot/annotation-marks';
import { ExemplarMarks } from '../plot/exemplar-marks';
import { CellTooltip } from './cell-tooltip';
import { ColorLegend } from './color-legend';
import { type ColorOptions, palette, shade } from './colors';
import { type Grid, gridOf, positionOf } from './grid';

type Shown = Pick<HeatmapOptions, 'cellGap' | 'exemplars' | 'yAxis' | 'legend' | 'filterValues'> & {
  color: ColorOptions;
};

const legendHeight = 26;

function HeatmapPanel({
  data,
  options,
  fieldConfig,
  width,
  height,
  timeRange,
  timeZone,
  onChangeTimeRange,
}: PanelProps<Shown>) {
  const grid = useMemo(() => gridOf(data.series), [data.series]);
  const latest = useRef({ grid, timeRange, options });
  latest.current = { grid, timeRange, options };
  const unit = options.yAxis?.unit ?? fieldConfig.defaults.unit ?? 'short';
  const rows = (grid?.bounds.length ?? 1) - 1;
  const bounds = grid?.bounds.join() ?? '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot is set up anew only when its rows are others
  const config = useMemo(() => {
    const format = getValueFormat(unit);
    const label = (bound: number) =>
      Number.isFinite(bound) ? formattedValueToString(format(bound, options.yAxis?.decimals)) : '+Inf';
    return plotConfig({
      timeZone,
      rows,
      labels: (latest.current.grid?.bounds ?? []).map(label),
      timeRange: () => latest.current.timeRange,
      draw: (plot) => latest.current.grid && drawCells(plot, latest.current.grid, latest.current.options),
      zoom: (from, to) => onChangeTimeRange({ from, to }),
    });
  }, [bounds, unit, timeZone]);

  if (!grid) return <NoData fieldConfig={fieldConfig} />;
  const legend = options.legend?.show !== false;
  const plotHeight = height - (legend ? legendHeight : 0);
  const times = [timeRange.from.valueOf(), timeRange.to.valueOf()];
  const like = { name: '', type: FieldType.number, values: [], config: { unit } };
  const display = getDisplayProcessor({ field: like, theme: runtime.theme2 });
  return (
    <>
      <UPlotChart config={config} data={[times, [0, rows]] as never} width={width} height={plotHeight}>
        <Redraw config={config} grid={grid} />
        <CellTooltip config={config} grid={grid} unit={unit} />
        <AnnotationMarks config={config} frames={(data.annotations ?? []) as DataFrame[]} />
        <ExemplarMarks
          config={config}
          frames={data.annotations ?? []}
          like={{ ...like, display }}
          color={options.exemplars?.color}
          scaled={(value) => positionOf(value, grid.bounds)}
        />
      </UPlotChart>
      {legend && <ColorLegend color={options.color} range={rangeOf(grid, options)} />}
    </>
  );
}

/** New data with the same rows draws the same plot anew. */
function Redraw({ config, grid }: { config: UPlotConfigBuilder; grid: Grid }) {
  const plot = useRef<uPlot>(undefined);
  useMemo(() => config.addHook('init', (made) => void (plot.current = made)), [config]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: redrawn because the grid is another
  useEffect(() => plot.current?.redraw(false), [grid]);
  return null;
}

interface PlotConfig {
  readonly timeZone: string;
  readonly rows: number;
  readonly labels: readonly string[];
  timeRange(): TimeRange;
  draw(plot: uPlot): void;
  zoom(from: number, to: number): void;
}

function plotConfig({ timeZone, rows, labels, timeRange, draw, zoom }: PlotConfig): UPlotConfigBuilder {
  const builder = new UPlotConfigBuilder(timeZone);
  const theme = runtime.theme2;
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
    size: Math.max(36, ...labels.map(({ length }) => length * 7 + 12)),
    grid: { show: false },
    splits: ((plot: uPlot) => everyNth(labels.length, Math.floor(plot.bbox.height / devicePixelRatio / 16))) as never,
    values: ((_plot: uPlot, splits: number[]) => splits.map((at) => labels[at] ?? '')) as never,
  });
  builder.addSeries({ scaleKey: 'y', theme, pathBuilder: () => null, show: true } as never);
  builder.setCursor({ drag: { x: true, y: false, setScale: false }, points: { show: false }, y: false } as never);
  builder.addHook('draw', draw);
  builder.addHook('setSelect', (plot) => {
    if (plot.select.width < 5) return;
    zoom(plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x'));
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  });
  return builder;
}

/** As many labels as have room, always from the bottom. */
function everyNth(count: number, room: number): number[] {
  const nth = Math.max(1, Math.ceil(count / Math.max(1, room)));
  return Array.from({ length: count }, (_, index) => index).filter((index) => index % nth === 0);
}

function drawCells(plot: uPlot, grid: Grid, options: Shown): void {
  const { ctx } = plot;
  const colors = palette(options.color, runtime.theme2);
  const range = rangeOf(grid, options);
  const gap = (options.cellGap ?? 1) * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
  ctx.clip();
  for (const { time, low, high, count } of grid.cells) {
    if (!visible(count, options)) continue;
    const [left, right] = [plot.valToPos(time - grid.stepMs, 'x', true), plot.valToPos(time, 'x', true)];
    const [bottom, top] = [plot.valToPos(low, 'y', true), plot.valToPos(high, 'y', true)];
    ctx.fillStyle = colors[shade(count, range, options.color)] ?? 'transparent';
    ctx.fillRect(left, top, Math.max(1, right - left - gap), Math.max(1, bottom - top - gap));
  }
  ctx.restore();
}

const visible = (count: number, { filterValues }: Shown) =>
  count > (filterValues?.le ?? 0) && count < (filterValues?.ge ?? Number.POSITIVE_INFINITY);

function rangeOf({ cells }: Grid, options: Shown): { min: number; max: number } {
  const counts = cells.map(({ count }) => count).filter((count) => visible(count, options));
  const extreme = (pick: (a: number, b: number) => number) => counts.reduce((a, b) => pick(a, b), counts[0] ?? 0);
  return { min: options.color.min ?? extreme(Math.min), max: options.color.max ?? extreme(Math.max) };
}

export const heatmap = new PanelPlugin<Shown>(HeatmapPanel)
  .setDataSupport({ annotations: true, alertStates: false })
  .useFieldConfig()
  .setPanelOptions(
    panelOptions<Shown>({
      cellGap: 1,
      filterValues: { le: 1e-9 },
      legend: { show: true },
      yAxis: {},
      exemplars: { color: 'rgba(255,0,255,0.7)' },
      color: {
        mode: 'scheme',
        scheme: 'Oranges',
        fill: 'dark-orange',
        scale: 'exponential',
        exponent: 0.5,
        reverse: false,
        steps: 64,
      },
    }),
  );
