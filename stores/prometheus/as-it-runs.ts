/**
 * A series as the processes that run now tell it, in PromQL: of one that has ended, Prometheus by itself goes on showing the last
 * value for five minutes.
 */
export const asItRuns = (series: string): string => `last_over_time(${series}[30s])`;
