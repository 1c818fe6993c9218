/**
 * The oldest Grafana that shows everything, and what it knows. 10.2 brought `$__auto` for Loki (grafana/grafana#72690) and is
 * the first whose documentation has it. What is used beyond this is named by the static check: add it here together with the
 * version that brought it, and raise `version` if that is newer.
 */
export const oldestGrafana = {
  version: '10.2',
  /** A newer Grafana brings a dashboard up to date as it loads it; an older one takes a newer number as it is. */
  schemaVersion: 38,
  panels: ['row', 'timeseries', 'stat', 'gauge', 'bargauge', 'table', 'heatmap', 'logs', 'text', 'nodeGraph'],
  /** Without their `$`: in queries, in links, in what a variable is set to. */
  macros: [
    '__all',
    '__auto',
    '__from',
    '__interval',
    '__interval_ms',
    '__range',
    '__range_ms',
    '__range_s',
    '__rate_interval',
    '__to',
    '__url_time_range',
    '__value.numeric',
    '__value.raw',
    '__value.text',
    '__value.time',
  ],
  variables: ['query', 'custom', 'textbox', 'constant', 'datasource', 'interval', 'adhoc'],
  transformations: ['merge', 'organize', 'joinByField', 'labelsToFields', 'seriesToRows', 'reduce', 'sortBy'],
} as const;
