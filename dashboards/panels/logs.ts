import { LogsDedupStrategy, LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { type Frame, framed } from './frame';
import { asLines } from './targets';

export interface Logs extends Frame {
  /** A LogQL query that gives lines. */
  readonly expr: string;
  readonly limit?: number;
}

/** Log lines, newest first; a line's details hold its trace ID, and with it the way to the trace. */
export function logs(spec: Logs): Panel {
  return framed(new PanelBuilder(), spec, asLines(spec.expr, spec.limit ?? 200))
    .showTime(true)
    .showLabels(false)
    .showCommonLabels(false)
    .wrapLogMessage(true)
    .prettifyLogMessage(false)
    .enableLogDetails(true)
    .dedupStrategy(LogsDedupStrategy.None)
    .sortOrder(LogsSortOrder.Descending)
    .build();
}
