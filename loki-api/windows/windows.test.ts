import type { RangeExpr, RangeOp } from '@sightline/promql/logql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOffset, lastMomentOf } from './buckets';
import { timeOf, WindowGrid } from './grid';
import { RangeVector } from './range-vector';

const expr = (op: RangeOp, range: number, offset = 0): RangeExpr => ({
  kind: 'range',
  op,
  range,
  offset,
  log: { kind: 'log', matchers: [], stages: [] },
});

const base = 1_795_800_600_000_000_000n;
/** Small numbers, so that samples often lie on edges. */
const asked = fc.record({
  step: fc.integer({ min: 1, max: 12 }),
  range: fc.integer({ min: 1, max: 30 }),
  offset: fc.integer({ min: -10, max: 10 }),
  steps: fc.integer({ min: 1, max: 20 }),
  samples: fc.array(fc.record({ at: fc.integer({ min: -60, max: 300 }), value: fc.integer({ min: -5, max: 5 }) })),
});

const gridOf = ({ step, range, offset, steps }: { step: number; range: number; offset: number; steps: number }) =>
  new WindowGrid(
    { startUnixNano: base, endUnixNano: base + BigInt((steps - 1) * step), stepNanos: steps === 1 ? 0 : step },
    range,
    offset,
  );

/** The samples in the window before step k, by the definition: (t - range, t]. */
const inside = (
  {
    step,
    range,
    offset,
    samples,
  }: { step: number; range: number; offset: number; samples: { at: number; value: number }[] },
  k: number,
) => samples.filter(({ at }) => at > k * step - offset - range && at <= k * step - offset);

describe('sliding windows', () => {
  it('hold what lies in them, whatever step, range and offset', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const grid = gridOf(one);
        const [counts, sums, highest] = (['count_over_time', 'sum_over_time', 'max_over_time'] as const).map(
          (op) => new RangeVector(expr(op, one.range, one.offset), grid),
        );
        for (const { at, value } of one.samples)
          for (const vector of [counts, sums, highest]) vector?.add({}, grid.relative(base + BigInt(at)), value);
        for (let k = 0; k < grid.windows; k++) {
          const there = inside(one, k).map(({ value }) => value);
          const none = there.length === 0;
          expect(counts?.result()[0]?.values[k]).toBe(none ? undefined : there.length);
          expect(sums?.result()[0]?.values[k]).toBe(none ? undefined : there.reduce((a, b) => a + b, 0));
          expect(highest?.result()[0]?.values[k]).toBe(none ? undefined : Math.max(...there));
        }
      }),
    );
  });

  it('hold the same when VictoriaLogs has counted by buckets', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const grid = gridOf(one);
        const width = grid.cellNanos;
        if (width === undefined) return;
        const offset = bucketOffset(grid.originUnixNano, width);
        const buckets = new Map<bigint, number>();
        for (const { at } of one.samples) {
          const time = base + BigInt(at);
          const { startUnixNano, endUnixNano } = grid.span;
          if (time < startUnixNano || time >= endUnixNano) continue;
          const start = ((time + offset) / BigInt(width)) * BigInt(width) - offset;
          buckets.set(start, (buckets.get(start) ?? 0) + 1);
        }
        const counts = new RangeVector(expr('count_over_time', one.range, one.offset), grid);
        for (const [start, count] of buckets) counts.add({}, grid.relative(lastMomentOf(start, width)), count, count);
        const values = counts.result()[0]?.values ?? [];
        for (let k = 0; k < grid.windows; k++) expect(values[k] ?? 0).toBe(inside(one, k).length);
      }),
    );
  });

  it('tell the time of a step in milliseconds', () => {
    expect(timeOf({ startUnixNano: base, endUnixNano: base, stepNanos: 1_500_000_000 }, 2)).toBe(1_795_800_603_000);
  });
});

describe('the values of a window', () => {
  const windowed = (op: RangeOp, values: readonly number[], parameter?: number) => {
    const grid = gridOf({ step: 1, range: 100, offset: 0, steps: 1 });
    const vector = new RangeVector({ ...expr(op, 10e9), ...(parameter !== undefined && { parameter }) }, grid);
    values.forEach((value, i) => {
      vector.add({}, i - 50, value);
    });
    return vector.result()[0]?.values[0];
  };

  it.each([
    ['avg_over_time', [1, 2, 6], 3],
    ['stdvar_over_time', [1, 3], 1],
    ['stddev_over_time', [1, 3], 1],
    ['first_over_time', [4, 5], 4],
    ['last_over_time', [4, 5], 5],
    ['rate', [5, 15], 2],
    ['max_over_time', [Number.NaN, 3], 3],
  ] as const)('%s of %j', (op, values, value) => expect(windowed(op, values)).toBe(value));

  it('quantiles lie between two values', () => {
    expect(windowed('quantile_over_time', [1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(windowed('quantile_over_time', [1, 2], 2)).toBe(Number.POSITIVE_INFINITY);
  });

  it('are an error where a line could not be read', () => {
    const vector = new RangeVector(expr('count_over_time', 10), gridOf({ step: 1, range: 10, offset: 0, steps: 1 }));
    vector.add({ __error__: 'JSONParserErr', a: 'b' }, 0, 1);
    expect(() => vector.result()).toThrow(
      'pipeline error: \'JSONParserErr\' for series: \'{__error__="JSONParserErr", a="b"}\'',
    );
  });
});
