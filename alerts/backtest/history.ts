import { closeSync, openSync, writeSync } from 'node:fs';

/** A series of made-up history: its value at each sample, `every` seconds apart. */
export interface HistorySeries {
  /** With its labels, as OpenMetrics: `requests_total{code="200"}`. */
  readonly name: string;
  readonly every: number;
  /** Seconds since 1970 of the first sample. */
  readonly start: number;
  /** Undefined: no sample there. */
  readonly values: Iterable<number | undefined>;
}

/** Writes a file that `promtool tsdb create-blocks-from openmetrics` makes blocks of. */
export function writeHistory(file: string, series: Iterable<HistorySeries>): void {
  const out = openSync(file, 'w');
  try {
    for (const { name, every, start, values } of series) {
      let lines = '';
      let time = start;
      for (const value of values) {
        if (value !== undefined) lines += `${name} ${value} ${time}\n`;
        time += every;
        if (lines.length > 1 << 20) {
          writeSync(out, lines);
          lines = '';
        }
      }
      writeSync(out, lines);
    }
    writeSync(out, '# EOF\n');
  } finally {
    closeSync(out);
  }
}
