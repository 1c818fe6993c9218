import { duration } from '../terminal/duration';

/** Maps the time of a trace to the cells of a line. */
export interface TimeAxis {
  readonly startUnixNano: bigint;
  readonly lengthNano: number;
  readonly cells: number;
}

/** The cells from..to (not included) a stretch of time takes: at least one, always inside the line. */
export function cellsOf(axis: TimeAxis, fromUnixNano: bigint, toUnixNano: bigint): { from: number; to: number } {
  const scale = axis.cells / Math.max(1, axis.lengthNano);
  const position = (time: bigint) => Number(time - axis.startUnixNano) * scale;
  const from = Math.min(axis.cells - 1, Math.max(0, Math.floor(position(fromUnixNano))));
  return { from, to: Math.min(axis.cells, Math.max(from + 1, Math.round(position(toUnixNano)))) };
}

/** Round times along the line: `0        20 ms     40 ms`. */
export function ticks({ cells, lengthNano }: TimeAxis): string {
  const step = roundStep(lengthNano / Math.max(1, Math.floor(cells / 12)));
  let line = '';
  for (let at = 0; at < lengthNano; at += step) {
    const label = at === 0 ? '0' : duration(at);
    const cell = Math.floor((at / lengthNano) * cells);
    if (cell + label.length <= cells) line = line.padEnd(cell) + label;
  }
  return line;
}

/** The next of 1, 2, 5, 10, 20, 50 … that is not below the value. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= value) ?? 10;
  return factor * power;
}
