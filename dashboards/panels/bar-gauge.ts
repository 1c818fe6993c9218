import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import { BarGaugeDisplayMode, BarGaugeValueMode, VizOrientation } from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { type Measured, measured } from './frame';
import { reduced } from './reduce';
import { atTheEnd, type Query } from './targets';

export interface BarGauge extends Measured {
  readonly queries: readonly Query[];
}

/** Totals beside each other: a funnel, a ranking. One bar per query or series, in the order given. */
export function barGauge(spec: BarGauge): Panel {
  return measured(new PanelBuilder(), spec, atTheEnd(spec.queries))
    .min(0)
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Gradient)
    .valueMode(BarGaugeValueMode.Color)
    .reduceOptions(reduced(spec.queries))
    .build();
}
