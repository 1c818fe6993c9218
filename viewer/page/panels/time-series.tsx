import { type PanelProps } from '@grafana/data';
import {
  AxisColorMode,
  AxisPlacement,
  GraphDrawStyle,
  type GraphFieldConfig,
  GraphGradientMode,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LineInterpolation,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  ScaleDistribution,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/schema';
import { EventBusPlugin, TimeSeries, TooltipPlugin2, usePanelContext } from '@grafana/ui';
import { definePanel } from './define-panel';
import { NoData } from './no-data';
import { AnnotationMarks } from './plot/annotation-marks';
import { ExemplarMarks } from './plot/exemplar-marks';
import { SeriesTooltip } from './plot/series-tooltip';
import { withTimeField } from './plot/time-field';

export interface TimeSeriesOptions extends OptionsWithLegend, OptionsWithTooltip {}

/** Hovering shows the point under the cursor, or all series at its time. */
const hover = { one: 0, all: 1 } as const;

function TimeSeriesPanel({
  data,
  options,
  width,
  height,
  timeRange,
  timeZone,
  fieldConfig,
  onChangeTimeRange,
}: PanelProps<TimeSeriesOptions>) {
  const { eventBus, sync, eventsScope } = usePanelContext();
  const frames = withTimeField(data.series);
  if (frames.length === 0) return <NoData fieldConfig={fieldConfig} />;
  return (
    <TimeSeries
      frames={frames}
      structureRev={data.structureRev ?? 0}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
      height={height}
      legend={options.legend}
      options={options}
    >
      {(config, aligned) => (
        <>
          <EventBusPlugin config={config} eventBus={eventBus} frame={aligned} />
          <TooltipPlugin2
            config={config}
            hoverMode={(options.tooltip.mode === TooltipDisplayMode.Single ? hover.one : hover.all) as never}
            queryZoom={({ from, to }) => onChangeTimeRange({ from, to })}
            clientZoom
            syncMode={sync?.() ?? 0}
            syncScope={eventsScope}
            render={(_plot, dataIndexes, seriesIndex, pinned) => (
              <SeriesTooltip
                frame={aligned}
                dataIndexes={dataIndexes}
                seriesIndex={seriesIndex}
                mode={options.tooltip.mode}
                sort={options.tooltip.sort}
                pinned={pinned}
              />
            )}
          />
          <AnnotationMarks config={config} frames={data.annotations ?? []} />
          <ExemplarMarks config={config} frames={data.annotations ?? []} like={aligned.fields[1]} />
        </>
      )}
    </TimeSeries>
  );
}

export const timeSeries = definePanel<TimeSeriesOptions, GraphFieldConfig>({
  component: TimeSeriesPanel,
  annotations: true,
  seriesColors: true,
  options: {
    legend: { displayMode: LegendDisplayMode.List, placement: 'bottom', showLegend: true, calcs: [] },
    tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
  },
  custom: {
    drawStyle: GraphDrawStyle.Line,
    lineInterpolation: LineInterpolation.Linear,
    lineWidth: 1,
    lineStyle: { fill: 'solid' },
    fillOpacity: 0,
    gradientMode: GraphGradientMode.None,
    showPoints: VisibilityMode.Auto,
    pointSize: 5,
    spanNulls: false,
    insertNulls: false,
    stacking: { mode: StackingMode.None, group: 'A' },
    axisPlacement: AxisPlacement.Auto,
    axisLabel: '',
    axisColorMode: AxisColorMode.Text,
    axisCenteredZero: false,
    axisSoftMin: undefined,
    axisSoftMax: undefined,
    axisBorderShow: false,
    scaleDistribution: { type: ScaleDistribution.Linear },
    thresholdsStyle: { mode: GraphThresholdsStyleMode.Off },
    hideFrom: { tooltip: false, viz: false, legend: false },
    barAlignment: 0,
    barWidthFactor: 0.6,
  },
});
