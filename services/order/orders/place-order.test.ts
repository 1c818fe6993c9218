import { describe, expect, it } from 'vitest';
import { totalOf } from './place-order';

describe('the price of an order', () => {
  it('is what its items cost together, in whole cents', () => {
    expect(
      totalOf([
        { sku: 'A', quantity: 3, unitPriceCents: 1_999 },
        { sku: 'B', quantity: 1, unitPriceCents: 1 },
      ]),
    ).toBe(5_998);
  });
});
