import type { RangeExpr } from '@sightline/promql/logql';
import { BadQuery } from '@sightline/promql/logql';
import { keyOf, type Labels, written } from '../labels/labels';
import type { Series } from '../vectors/series';
import type { WindowGrid } from './grid';
import { addValue, emptySummary, type Summary, together, windowValue } from './summary';

interface Cells {
  readonly labels: Labels;
  readonly cells: Map<number, Summary>;
}

/** As many series as Loki gives out. */
export const mostSeries = 500;

/** More than this are an error before they are a lack of memory. */
const mostHeld = 100_000;

/** Takes samples in any order and makes of them what the windows hold. */
export class RangeVector {
  readonly #expr: RangeExpr;
  readonly #grid: WindowGrid;
  readonly #series = new Map<string, Cells>();

  constructor(expr: RangeExpr, grid: WindowGrid) {
    this.#expr = expr;
    this.#grid = grid;
  }

  /** @param at nanoseconds from the grid's origin. @param count how many lines the value is of. */
  add(labels: Labels, at: number, value: number, count = 1): void {
    const cell = this.#grid.cellOf(at);
    if (cell === undefined) return;
    const key = keyOf(labels);
    let series = this.#series.get(key);
    if (series === undefined) {
      if (this.#series.size >= mostHeld) throw seriesLimit(mostSeries);
      series = { labels, cells: new Map() };
      this.#series.set(key, series);
    }
    let summary = series.cells.get(cell);
    if (summary === undefined) {
      summary = emptySummary();
      series.cells.set(cell, summary);
    }
    addValue(summary, this.#expr.op, value, at, count);
  }

  /** @throws {BadQuery} if a line could not be read and the query did not say what then. */
  result(): Series[] {
    const series = [...this.#series.values()].map((one) => this.#windowed(one));
    for (const { labels, values } of series)
      if (
        labels.__error__ !== undefined &&
        labels.__preserve_error__ !== 'true' &&
        values.some((value) => value !== undefined)
      )
        throw pipelineError(labels);
    return this.#expr.op === 'absent_over_time' ? [this.#absent(series)] : series;
  }

  #windowed({ labels, cells }: Cells): Series {
    const { op, range, parameter } = this.#expr;
    const ordered = [...cells.keys()].sort((a, b) => a - b);
    let first = 0;
    const values = Array.from({ length: this.#grid.windows }, (_, k) => {
      const { from, to } = this.#grid.cellsOf(k);
      while (first < ordered.length && (ordered[first] ?? 0) < from) first++;
      const inside: (Summary | undefined)[] = [];
      for (let i = first; i < ordered.length && (ordered[i] ?? 0) < to; i++) inside.push(cells.get(ordered[i] ?? 0));
      const whole = together(inside);
      return whole && windowValue(op, whole, range / 1e9, parameter);
    });
    return { labels, values };
  }

  /** 1 where no series has a value. Its labels are those that the selector names by `=`. */
  #absent(series: readonly Series[]): Series {
    const { matchers } = this.#expr.log;
    const named = matchers.filter(
      ({ label, op, value }) =>
        op === '=' && value !== '' && matchers.filter((other) => other.label === label).length === 1,
    );
    const labels = Object.fromEntries(named.map(({ label, value }) => [label, value]));
    const values = Array.from({ length: this.#grid.windows }, (_, k) =>
      series.some(({ values }) => values[k] !== undefined) ? undefined : 1,
    );
    return { labels, values };
  }
}

export const seriesLimit = (limit: number) =>
  new BadQuery(
    `maximum number of series (${limit}) reached for a single query; consider reducing query cardinality by adding more specific stream selectors, reducing the time range, or aggregating results with functions like sum(), count() or topk()`,
  );

const pipelineError = (labels: Labels) =>
  new BadQuery(
    `pipeline error: '${labels.__error__}' for series: '${written(labels)}'.\n` +
      `Use a label filter to intentionally skip this error. (e.g | __error__!="${labels.__error__}").\n` +
      'To skip all potential errors you can match empty errors.(e.g __error__="")\n' +
      'The label filter can also be specified after unwrap. (e.g | unwrap latency | __error__="" )\n',
  );
