/**
 * A series as the processes that run now tell it, in PromQL: of one that has ended, Prometheus by itself goes on showing the last
 * value for five minutes. `window` is longer than two scrapes.
 */
export const asItRuns = (series: string, window = '30s'): string => `last_over_time(${series}[${window}])`;
