import { describe, expect, it } from 'vitest';
import { madeSpan } from '../testing/made-span';
import { spanSize } from './span-size';
import type { Span } from './trace';

describe('the size of a span', () => {
  const sizeWith = (attributes: Span['attributes']) =>
    spanSize({ ...madeSpan({ id: 'one', ms: [0, 1] }), attributes }).bytes;

  it('grows by what is said, byte by byte, in every language', () => {
    expect(sizeWith({ 'a.key': 'xyz' }) - sizeWith({ 'a.key': '' })).toBe(3);
    expect(sizeWith({ 'a.key': 'ü' }) - sizeWith({ 'a.key': '' })).toBe(2);
    expect(sizeWith({ one: 1, two: 2 })).toBeGreaterThan(sizeWith({ one: 1 }));
  });

  it('leaves out what a batch says once', () => {
    expect(sizeWith({ 'service.version': '1.2.3' })).toBe(sizeWith({}));
  });
});
