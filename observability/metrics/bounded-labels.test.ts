import { afterEach, describe, expect, it } from 'vitest';
import { open } from '../catalogue/declare';
import { liftGuard } from '../guards';
import { boundedLabels, type LabelValues } from './bounded-labels';

afterEach(() => liftGuard('label values', false));

describe('an open label', () => {
  it('takes so many values, and folds the rest', () => {
    const bounded = boundedLabels({ sku: open(2, 'A') }, () => {});
    expect(['A', 'B', 'C', 'A'].map((sku) => bounded({ sku }).sku)).toEqual(['A', 'B', '_OTHER', 'A']);
  });

  it('takes everything while the guard is lifted, and forgets it when it is back', () => {
    const forgotten: LabelValues[] = [];
    const bounded = boundedLabels({ sku: open(2, 'A') }, (series) => forgotten.push(series));
    bounded({ sku: 'A' });
    liftGuard('label values', true);
    expect(['A', 'B', 'C'].map((sku) => bounded({ sku }).sku)).toEqual(['A', 'B', 'C']);
    liftGuard('label values', false);
    expect(forgotten).toEqual([{ sku: 'B' }, { sku: 'C' }]);
    expect(['D', 'B'].map((sku) => bounded({ sku }).sku)).toEqual(['D', '_OTHER']);
  });
});
