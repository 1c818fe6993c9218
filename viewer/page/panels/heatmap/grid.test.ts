import { DataFrameType, FieldType, toDataFrame } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { gridOf, positionOf } from './grid';

const minute = 60_000;

describe('the grid of a heatmap', () => {
  it('has a row per classic bucket, from zero to +Inf', () => {
    const frame = toDataFrame({
      meta: { type: DataFrameType.HeatmapRows },
      fields: [
        { name: 'Time', type: FieldType.time, values: [minute, 2 * minute] },
        { name: '0.1', type: FieldType.number, values: [3, 0], labels: { le: '0.1' } },
        { name: '+Inf', type: FieldType.number, values: [0, 1], labels: { le: '+Inf' } },
      ],
    });
    const grid = gridOf([frame]);
    expect(grid?.bounds).toEqual([0, 0.1, Number.POSITIVE_INFINITY]);
    expect(grid?.stepMs).toBe(minute);
    expect(grid?.cells.filter(({ count }) => count > 0)).toEqual([
      { time: minute, low: 0, high: 1, count: 3 },
      { time: 2 * minute, low: 1, high: 2, count: 1 },
    ]);
  });

  it('has the cells of a native histogram at the places of their bounds', () => {
    const frame = toDataFrame({
      meta: { type: DataFrameType.HeatmapCells },
      fields: [
        { name: 'xMax', type: FieldType.time, values: [minute, minute] },
        { name: 'yMin', type: FieldType.number, values: [1, 2] },
        { name: 'yMax', type: FieldType.number, values: [2, 4] },
        { name: 'count', type: FieldType.number, values: [5, 6] },
      ],
    });
    expect(gridOf([frame])?.cells).toEqual([
      { time: minute, low: 0, high: 1, count: 5 },
      { time: minute, low: 1, high: 2, count: 6 },
    ]);
  });

  it('is none where nothing was counted', () => {
    const frame = toDataFrame({ fields: [{ name: 'Time', type: FieldType.time, values: [minute] }] });
    expect(gridOf([frame])).toBeUndefined();
    expect(gridOf([])).toBeUndefined();
  });

  it('places a value between the bounds around it', () => {
    const bounds = [0, 1, 2, Number.POSITIVE_INFINITY];
    expect([0.5, 2, 99].map((value) => positionOf(value, bounds))).toEqual([0.5, 2, 2.5]);
  });
});
