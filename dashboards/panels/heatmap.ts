import {
  AxisPlacement,
  ScaleDistribution,
  ScaleDistributionConfigBuilder,
  TooltipDisplayMode,
} from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapColorScale,
  HeatmapTooltipBuilder,
  PanelBuilder,
  RowsHeatmapOptionsBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import type { Unit } from '../units';
import { type Frame, framed } from './frame';
import { asBuckets, promql } from './targets';

export interface Heatmap extends Frame {
  /** The unit of the bucket's bounds. */
  readonly unit: Unit;
  /** From `heatmapOf`: one series per bucket. */
  readonly expr: string;
}

/** Where all requests lie, not only a percentile: darker is more; the dots are exemplars. */
export function heatmap(spec: Heatmap): Panel {
  return framed(new PanelBuilder(), spec, asBuckets(promql('{{le}}', spec.expr)))
    .calculate(false)
    .cellGap(1)
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme('Oranges')
        .scale(HeatmapColorScale.Exponential)
        .exponent(0.5)
        .steps(64),
    )
    .yAxis(new YAxisConfigBuilder().unit(spec.unit).axisPlacement(AxisPlacement.Left))
    .rowsFrame(new RowsHeatmapOptionsBuilder())
    .tooltip(new HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).yHistogram(true))
    .showLegend()
    .exemplarsColor('rgba(255,0,255,0.7)')
    .scaleDistribution(new ScaleDistributionConfigBuilder().type(ScaleDistribution.Linear))
    .unit(spec.unit)
    .build();
}
