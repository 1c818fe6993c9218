import { describe, expect, it } from 'vitest';
import { distributionOf } from './distribution';
import { valueIn } from './exposition';
import type { Freshness } from './freshness';
import { shopAims } from './of-shop';
import { isFresh } from './report';

describe('a distribution', () => {
  it('gives percentiles that were measured', () => {
    const samples = Array.from({ length: 20 }, (_, index) => (index + 1) * 10);
    expect(distributionOf(samples)).toEqual({ p50: 100, p95: 190, max: 200, missing: 0 });
  });

  it('counts what never came as slower than all else', () => {
    expect(distributionOf([5, undefined])).toEqual({ p50: 5, p95: Infinity, max: Infinity, missing: 1 });
  });
});

describe('a /metrics page', () => {
  const page = [
    '# TYPE http_requests counter',
    'http_requests_total{method="GET",route="/a b"} 3 # {trace_id="abc"} 1 1700000000',
    'http_requests_total{method="POST",route="/a b"} 4 1700000000.123',
    'http_requests_total_other{method="GET"} 100',
    'up 1',
  ].join('\n');

  it('gives the sum of the series that carry the labels', () => {
    expect(valueIn(page, { name: 'http_requests_total', labels: { method: 'GET' } })).toBe(3);
    expect(valueIn(page, { name: 'http_requests_total', labels: {} })).toBe(7);
    expect(valueIn(page, { name: 'up', labels: {} })).toBe(1);
    expect(valueIn(page, { name: 'missing', labels: {} })).toBe(0);
  });
});

it.each(['loki', 'victorialogs'] as const)('is judged by what %s can do', (logStore) => {
  const at = (ms: number) => ({ p50: ms, p95: ms, max: ms, missing: 0 });
  const measured: Freshness = {
    samples: 1,
    signals: { trace: at(300), log: at(1400), metric: at(4000) },
    seen: [{ trace: 300, log: 1400, metric: 4000 }],
    aims: shopAims({ logStore }),
  };
  expect(isFresh(measured)).toBe(logStore === 'victorialogs');
});
