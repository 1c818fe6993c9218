import {
  GraphGradientMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { type Unit, units } from '../units';
import { type Measured, measured } from './frame';
import { overTime, type Query } from './targets';

export interface TimeSeries extends Measured {
  readonly queries: readonly Query[];
  /** Series that add up to something: drawn on top of each other. */
  readonly stacked?: boolean;
  /** The upper end of the axis where it is known: 1 for what can be full. */
  readonly max?: number;
}

/** The axis reaches at least this far, so that nothing looks like nothing and not like noise. */
const atLeast: Partial<Record<Unit, number>> = {
  [units.share]: 0.01,
  [units.seconds]: 0.01,
  [units.count]: 1,
  [units.requestsPerSecond]: 1,
  [units.perSecond]: 1,
  [units.operationsPerSecond]: 1,
  [units.perMinute]: 1,
};

/** Lines over time: begins at zero, gaps stay gaps, thresholds as dashed lines, the legend a table with last and max. */
export function timeSeries(spec: TimeSeries): Panel {
  const panel = measured(new PanelBuilder(), spec, overTime(spec.queries))
    .axisSoftMin(0)
    .lineWidth(1)
    .fillOpacity(spec.stacked ? 40 : 8)
    .gradientMode(GraphGradientMode.Opacity)
    .showPoints(VisibilityMode.Never)
    .spanNulls(false)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Bottom)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (spec.thresholds)
    panel.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  if (spec.stacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  const upTo = spec.max ?? atLeast[spec.unit];
  if (upTo !== undefined) panel.axisSoftMax(upTo);
  return panel.build();
}
