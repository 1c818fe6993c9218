import { config } from '@grafana/runtime';

const names: Readonly<Record<string, string>> = {
  fatal: 'purple',
  error: 'red',
  warn: 'yellow',
  warning: 'yellow',
  info: 'green',
  debug: 'blue',
  trace: 'light-blue',
};

/** The colour Grafana gives a log level. */
export const levelColor = (level: string): string =>
  config.theme2.visualization.getColorByName(names[level.toLowerCase()] ?? 'gray');
