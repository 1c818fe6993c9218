import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { wholeRange } from '../queries/promql';
import { type Measured, measured } from './frame';
import { reduced } from './reduce';
import { atTheEnd, overTime, type Query } from './targets';

export interface Stat extends Measured {
  readonly queries: readonly Query[];
}

/** One number a person reads from across the room, coloured by its thresholds, its recent course behind it. */
export function stat(spec: Stat): Panel {
  // A total of the whole range has no course; neither has a share of log lines, which over one step says little.
  const isTotal = spec.queries.some(({ language, expr }) => language === 'logql' || expr.includes(wholeRange));
  return measured(new PanelBuilder(), spec, isTotal ? atTheEnd(spec.queries) : overTime(spec.queries))
    .reduceOptions(reduced(spec.queries))
    .orientation(VizOrientation.Auto)
    .colorMode(spec.thresholds ? BigValueColorMode.Background : BigValueColorMode.Value)
    .graphMode(isTotal ? BigValueGraphMode.None : BigValueGraphMode.Area)
    .textMode(spec.queries.length > 1 ? BigValueTextMode.ValueAndName : BigValueTextMode.Auto)
    .build();
}
