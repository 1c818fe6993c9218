import { describe, expect, it } from 'vitest';
import { Latencies } from './latencies';
import { bandCount, bandOf, bandQuantile, bandStart } from './latency-bands';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('latencies', () => {
  it('answer with percentiles to three digits, and never above the longest', () => {
    const latencies = new Latencies();
    for (const ms of upTo(1000)) latencies.record(ms);
    const { count, p50, p95, p99, max } = latencies.summary;
    expect({ count, max }).toEqual({ count: 1000, max: 1000 });
    expect(p50).toBeCloseTo(500, 0);
    expect(p95).toBeCloseTo(950, 0);
    expect(p99).toBeLessThanOrEqual(1000);
  });

  it('come back whole from the text they are kept as', () => {
    const latencies = new Latencies();
    for (const ms of upTo(1000)) latencies.record(ms / 1000);
    expect(Latencies.decoded(latencies.encoded()).summary).toEqual(latencies.summary);
  });

  it('are all zero before anything is recorded', () => {
    expect(new Latencies().summary).toEqual({ count: 0, p50: 0, p90: 0, p95: 0, p99: 0, p999: 0, max: 0, mean: 0 });
  });
});

describe('the bands of latency', () => {
  it.each([0.11, 1, 4.2, 50, 999, 12_345])('hold %d ms between their ends', (ms) => {
    const band = bandOf(ms);
    expect(bandStart(band)).toBeLessThanOrEqual(ms * 1.000001);
    expect(bandStart(band + 1)).toBeGreaterThan(ms * 0.999999);
  });

  it('take what is too short or too long in the first and the last', () => {
    expect([bandOf(0), bandOf(1e9)]).toEqual([0, bandCount - 1]);
  });

  it('know a percentile by where it lies in its band', () => {
    const counts = new Array(bandCount).fill(0);
    counts[bandOf(10.5)] = 95;
    counts[bandOf(300)] = 5;
    const [low, high] = [bandOf(10.5), bandOf(300)].map((band) => [bandStart(band), bandStart(band + 1)] as const);
    expect(bandQuantile(counts, 0.95)).toBeCloseTo(low?.[1] ?? 0);
    expect(bandQuantile(counts, 0.96)).toBeCloseTo((high?.[0] ?? 0) + 0.2 * ((high?.[1] ?? 0) - (high?.[0] ?? 0)));
    expect(bandQuantile(counts, 1)).toBeCloseTo(high?.[1] ?? 0);
    expect(bandQuantile([], 0.5)).toBe(0);
  });
});
