/**
 * Calls counted from spans, under the names that their makers give them: `traces_span_metrics_calls_total` of the collector's connector
 * (`calls_total` before 0.109), `traces_spanmetrics_calls_total` of Tempo, and any of them with dots.
 */
const calls = '(traces[._]span[._]?metrics[._]|span[._]?metrics[._])?calls([._]total)?';

/** The label or attribute of the service: `service` is Tempo's. */
const serviceLabels = ['service_name', 'service', '"service.name"'];

/** PromQL for them, of one service or of all. */
export const spanMetricCalls = (service?: string): string =>
  service === undefined
    ? `{__name__=~"${calls}"}`
    : serviceLabels.map((label) => `{__name__=~"${calls}", ${label}=${JSON.stringify(service)}}`).join(' or ');

/** PromQL for who asks whom. */
export const serviceGraphCalls = (client?: string, server?: string): string => {
  const ends = client === undefined ? '' : `, client=${JSON.stringify(client)}, server=${JSON.stringify(server)}`;
  return `{__name__=~"traces[._]service[._]graph[._]request([._]total)?"${ends}}`;
};
