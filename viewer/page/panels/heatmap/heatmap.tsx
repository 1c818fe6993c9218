import { FieldType, formattedValueToString, getDisplayProcessor, getValueFormat, type PanelProps } from '@grafana/data';
import { config as runtime } from '@grafana/runtime';
import { UPlotChart, type UPlotConfigBuilder } from '@grafana/ui';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type uPlot from 'uplot';
import { definePanel } from '../define-panel';
import { NoData } from '../no-data';
import { AnnotationMarks } from '../plot/annotation-marks';
import { ExemplarMarks } from '../plot/exemplar-marks';
import { CellTooltip } from './cell-tooltip';
import { ColorLegend } from './color-legend';
import { drawCells, rangeOf } from './draw-cells';
import { type Grid, gridOf, positionOf } from './grid';
import { defaults, type HeatmapOptions } from './heatmap-options';
import { plotConfig } from './plot-config';

const legendHeight = 26;

function HeatmapPanel(props: PanelProps<HeatmapOptions>) {
  const { data, options, fieldConfig, width, height, timeRange, timeZone, onChangeTimeRange } = props;
  const grid = useMemo(() => gridOf(data.series), [data.series]);
  const latest = useRef({ grid, timeRange, options });
  latest.current = { grid, timeRange, options };
  const unit = options.yAxis?.unit ?? fieldConfig.defaults.unit ?? 'short';
  const bounds = grid?.bounds.join() ?? '';
  const rows = (grid?.bounds.length ?? 1) - 1;

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
  const withLegend = options.legend?.show !== false;
  const corners = [
    [timeRange.from.valueOf(), timeRange.to.valueOf()],
    [0, rows],
  ];
  const like = { name: '', type: FieldType.number, values: [], config: { unit } };
  const display = getDisplayProcessor({ field: like, theme: runtime.theme2 });
  return (
    <>
      <UPlotChart
        config={config}
        data={corners as never}
        width={width}
        height={height - (withLegend ? legendHeight : 0)}
      >
        <Redraw config={config} grid={grid} />
        <CellTooltip config={config} grid={grid} unit={unit} />
        <AnnotationMarks config={config} frames={data.annotations ?? []} />
        <ExemplarMarks
          config={config}
          frames={data.annotations ?? []}
          like={{ ...like, display }}
          color={options.exemplars.color}
          scaled={(value) => positionOf(value, grid.bounds)}
        />
      </UPlotChart>
      {withLegend && <ColorLegend color={options.color} range={rangeOf(grid, options)} />}
    </>
  );
}

/** New data with the same rows draws the same plot anew. */
function Redraw({ config, grid }: { config: UPlotConfigBuilder; grid: Grid }) {
  const plot = useRef<uPlot>(undefined);
  useLayoutEffect(() => {
    config.addHook('init', (made) => {
      plot.current = made;
    });
  }, [config]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: redrawn because the grid is another
  useEffect(() => plot.current?.redraw(false), [grid]);
  return null;
}

export const heatmap = definePanel<HeatmapOptions>({
  component: HeatmapPanel,
  annotations: true,
  options: defaults,
});
