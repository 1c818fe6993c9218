import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import { type Measured, measured } from './frame';
import { reduced } from './reduce';
import { atTheEnd, type Query } from './targets';

export interface Gauge extends Measured {
  readonly queries: readonly Query[];
  readonly min?: number;
  readonly max: number;
}

/** How full something is, between two ends that are known. */
export function gauge(spec: Gauge): Panel {
  return measured(new PanelBuilder(), spec, atTheEnd(spec.queries))
    .min(spec.min ?? 0)
    .max(spec.max)
    .reduceOptions(reduced(spec.queries))
    .showThresholdMarkers(true)
    .build();
}
