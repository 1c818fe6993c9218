import { type DataFrame, DataFrameType, FieldType } from '@grafana/data';

export interface Cell {
  /** Milliseconds since 1970 at its right edge: buckets count what happened up to then. */
  readonly time: number;
  /** Its edges on the vertical scale, as positions among the bounds. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** A histogram over time. Rows are equally high whatever their bounds, as buckets grow by powers. */
export interface Grid {
  /** The bounds between the rows, from the bottom up. */
  readonly bounds: readonly number[];
  readonly stepMs: number;
  readonly cells: readonly Cell[];
}

/** Reads either kind of frame: one field per bucket (classic), or one row per cell (native). */
export function gridOf(frames: readonly DataFrame[]): Grid | undefined {
  const [frame] = frames;
  if (!frame || frame.length === 0) return undefined;
  const grid = frame.meta?.type === DataFrameType.HeatmapCells ? fromCells(frame) : fromRows(frame);
  return grid.cells.some(({ count }) => count > 0) ? grid : undefined;
}

function fromRows({ fields }: DataFrame): Grid {
  const time = fields.find(({ type }) => type === FieldType.time);
  const rows = fields.filter(({ type }) => type === FieldType.number);
  const tops = rows.map(({ name, labels }) => Number((labels?.le ?? name).replace('+Inf', 'Infinity')));
  const cells = rows.flatMap(({ values }, row) =>
    values.map((count: number, column: number) => ({
      time: time?.values[column] as number,
      low: row,
      high: row + 1,
      count,
    })),
  );
  return { bounds: [Math.min(0, tops[0] ?? 0), ...tops], stepMs: stepOf(time?.config.interval, time?.values), cells };
}

function fromCells({ fields, length }: DataFrame): Grid {
  const column = (name: string): number[] => fields.find((field) => field.name === name)?.values ?? [];
  const [times, lows, highs, counts] = [column('xMax'), column('yMin'), column('yMax'), column('count')];
  const bounds = [...new Set([...lows, ...highs])].sort((a, b) => a - b);
  const place = new Map(bounds.map((bound, index) => [bound, index]));
  const cells = Array.from({ length }, (_, index) => ({
    time: times[index] ?? 0,
    low: place.get(lows[index] ?? 0) ?? 0,
    high: place.get(highs[index] ?? 0) ?? 0,
    count: counts[index] ?? 0,
  }));
  return { bounds, stepMs: stepOf(fields[0]?.config.interval, times), cells };
}

const stepOf = (interval: number | null | undefined, times: readonly number[] = []): number =>
  interval ?? (times[1] ?? 0) - (times[0] ?? 0);

/** Where a value lies on the vertical scale, between the bounds around it. */
export function positionOf(value: number, bounds: readonly number[]): number {
  const above = bounds.findIndex((bound) => bound >= value);
  if (above <= 0) return above === 0 ? 0 : bounds.length - 1;
  const [low = 0, high = 0] = [bounds[above - 1], bounds[above]];
  return above - 1 + (Number.isFinite(high) && high > low ? (value - low) / (high - low) : 0.5);
}
