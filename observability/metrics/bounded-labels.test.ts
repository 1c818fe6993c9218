import { afterEach, describe, expect, it } from 'vitest';
import { open } from '../catalogue/declare';
import { hookLimits, type LimitHooks } from '../limits';
import { boundedLabels, type LabelValues } from './bounded-labels';

afterEach(() => hookLimits({}));

describe('an open label', () => {
  it('takes so many values, and folds the rest', () => {
    const bounded = boundedLabels({ sku: open(2, 'A') }, () => {});
    expect(['A', 'B', 'C', 'A'].map((sku) => bounded({ sku }).sku)).toEqual(['A', 'B', '_OTHER', 'A']);
  });

  it('takes what a hook lets pass, which can be forgotten again', () => {
    const forgotten: Readonly<LabelValues>[] = [];
    const passed: Parameters<NonNullable<LimitHooks['passSeries']>>[] = [];
    const bounded = boundedLabels({ sku: open(2, 'A') }, (series) => forgotten.push(series));
    bounded({ sku: 'A' });
    hookLimits({ passSeries: (series, forget) => series.sku !== 'X' && passed.push([series, forget]) > 0 });
    expect(['A', 'B', 'X', 'C'].map((sku) => bounded({ sku }).sku)).toEqual(['A', 'B', '_OTHER', 'C']);
    hookLimits({});
    for (const [series, forget] of passed) forget(series);
    expect(forgotten).toEqual([{ sku: 'B' }, { sku: 'C' }]);
    expect(['D', 'B'].map((sku) => bounded({ sku }).sku)).toEqual(['D', '_OTHER']);
  });
});
