import { afterEach, describe, expect, it } from 'vitest';
import { open } from '../catalogue/declare';
import { hookLimits } from '../limits';
import { boundedLabels, type LabelValues } from './bounded-labels';

afterEach(() => hookLimits({}));

describe('an open label', () => {
  it('takes so many values, and folds the rest', () => {
    const bounded = boundedLabels({ sku: open(2, 'A') }, () => {});
    expect(['A', 'B', 'C', 'A'].map((sku) => bounded({ sku }).sku)).toEqual(['A', 'B', '_OTHER', 'A']);
  });

  it('takes what a hook lets pass, which can be forgotten again', () => {
    const forgotten: LabelValues[] = [];
    const passed: (() => void)[] = [];
    const bounded = boundedLabels({ sku: open(2, 'A') }, (series) => forgotten.push(series));
    bounded({ sku: 'A' });
    hookLimits({ passSeries: ({ sku }, forget) => sku !== 'X' && passed.push(forget) > 0 });
    expect(['A', 'B', 'X', 'C'].map((sku) => bounded({ sku }).sku)).toEqual(['A', 'B', '_OTHER', 'C']);
    hookLimits({});
    for (const forget of passed) forget();
    expect(forgotten).toEqual([{ sku: 'B' }, { sku: 'C' }]);
    expect(['D', 'B'].map((sku) => bounded({ sku }).sku)).toEqual(['D', '_OTHER']);
  });
});
