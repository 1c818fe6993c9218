import type { PanelPlugin } from '@grafana/data';
import { stat } from './stat';
import { timeSeries } from './time-series';

/** The panel kinds this page can draw, by the ids a dashboard's JSON uses. */
// biome-ignore lint/suspicious/noExplicitAny: each panel has options of its own
export const panelPlugins: Readonly<Record<string, PanelPlugin<any, any>>> = { timeseries: timeSeries, stat };
