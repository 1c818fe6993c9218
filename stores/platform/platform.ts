import type { Access } from '../http/access';
import type { TraceStore } from '../trace/trace-store';

/** What a platform may have, in the order in which it is shown. */
export const parts = ['traces', 'logs', 'metrics', 'alerts', 'dashboards', 'otlp'] as const;

export type Part = (typeof parts)[number];

/** Where the parts of a platform are, and how one is let in. What it does not have is left out. */
export interface Platform {
  readonly traces?: Access & { readonly store: TraceStore['name'] };
  /** Loki, or what speaks its API. */
  readonly logs?: Access;
  /** Prometheus, or what speaks its API. */
  readonly metrics?: Access;
  /** Alertmanager. */
  readonly alerts?: Access;
  /** Grafana. */
  readonly dashboards?: Access;
  /** Whoever takes OTLP over HTTP: what `OTEL_EXPORTER_OTLP_ENDPOINT` would be. */
  readonly otlp?: Access;
}
