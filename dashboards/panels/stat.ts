import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { type Measured, measured } from './frame';
import { overTime, type Query } from './targets';

export interface Stat extends Measured {
  readonly queries: readonly Query[];
}

/** One number a person reads from across the room, its recent course behind it, coloured by its thresholds. */
export function stat(spec: Stat): Panel {
  return measured(new PanelBuilder(), spec, overTime(spec.queries))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .orientation(VizOrientation.Auto)
    .colorMode(spec.thresholds ? BigValueColorMode.Background : BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.Area)
    .textMode(spec.queries.length > 1 ? BigValueTextMode.ValueAndName : BigValueTextMode.Auto)
    .build();
}
