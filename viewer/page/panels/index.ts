import type { PanelPlugin } from '@grafana/data';
import { barGauge } from './bar-gauge';
import { gauge } from './gauge';
import { heatmap } from './heatmap/heatmap';
import { logs } from './logs/logs';
import { nodeGraph } from './node-graph/node-graph';
import { stat } from './stat';
import { table } from './table';
import { text } from './text';
import { timeSeries } from './time-series';

/** The panel kinds this page can draw, by the ids a dashboard's JSON uses. */
// biome-ignore lint/suspicious/noExplicitAny: each panel has options of its own
export const panelPlugins: Readonly<Record<string, PanelPlugin<any, any>>> = {
  bargauge: barGauge,
  gauge,
  heatmap,
  logs,
  nodeGraph,
  stat,
  table,
  text,
  timeseries: timeSeries,
};
