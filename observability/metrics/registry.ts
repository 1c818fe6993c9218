import { type OpenMetricsContentType, Registry } from 'prom-client';

/** The one registry of the process: OpenMetrics, the only exposition format that carries exemplars. */
export const registry = new Registry<OpenMetricsContentType>();
registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
