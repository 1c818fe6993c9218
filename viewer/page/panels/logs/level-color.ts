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

const meanings: Readonly<Record<string, 'error' | 'warning' | 'success' | 'info'>> = {
  fatal: 'error',
  error: 'error',
  warn: 'warning',
  warning: 'warning',
  info: 'success',
  debug: 'info',
  trace: 'info',
};

/** The same, dark or light enough to be read as text. */
export function levelTextColor(level: string): string {
  const meaning = meanings[level.toLowerCase()];
  return meaning ? config.theme2.colors[meaning].text : config.theme2.colors.text.secondary;
}
