import { describe, expect, it } from 'vitest';
import { TokenBuckets } from './token-bucket';

describe('a token bucket', () => {
  it('allows a burst, then as many as come back', () => {
    const buckets = new TokenBuckets({ perSecond: 2, burst: 3 });
    const allowed = (now: number) => buckets.take('a', now).allowed;
    expect([allowed(0), allowed(0), allowed(0), allowed(0)]).toEqual([true, true, true, false]);
    expect([allowed(499), allowed(500), allowed(501)]).toEqual([false, true, false]);
  });

  it('says when to come back, and then keeps its word', () => {
    const buckets = new TokenBuckets({ perSecond: 4, burst: 1 });
    buckets.take('a', 0);
    const { allowed, retryAfter } = buckets.take('a', 0);
    expect({ allowed, retryAfter }).toEqual({ allowed: false, retryAfter: 0.25 });
    expect(buckets.take('a', 250).allowed).toBe(true);
  });

  it('never holds more than the burst, however long a client stays away', () => {
    const buckets = new TokenBuckets({ perSecond: 10, burst: 2 });
    buckets.take('a', 0);
    expect(buckets.take('a', 3_600_000).remaining).toBe(1);
  });

  it('keeps clients apart', () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 1 });
    expect([buckets.take('a', 0).allowed, buckets.take('b', 0).allowed]).toEqual([true, true]);
  });

  it('remembers a bounded number of clients: whoever has not been seen for longest is forgotten', () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 1, maxClients: 2 });
    for (const client of ['a', 'b', 'a', 'c']) buckets.take(client, 0);
    expect(buckets.size).toBe(2);
    expect(buckets.take('a', 0).allowed).toBe(false);
    expect(buckets.take('b', 0).allowed).toBe(true);
  });
});
