import { describe, expect, it } from 'vitest';
import { BuildPace } from './build-pace';

/** A build of the collector on two busy cores: when every 40th of its packages was begun, in seconds, and when it was over. */
const recorded = {
  packages: 1648,
  every: 40,
  begunAt: [
    0.0, 1.9, 2.5, 10.7, 17.7, 27.1, 31.5, 45.1, 48.3, 52.9, 55.7, 57.3, 62.8, 66.6, 72.1, 79.5, 87.9, 96.0, 112.6,
    120.7, 123.3, 127.0, 135.2, 139.9, 142.2, 143.1, 144.3, 145.6, 147.7, 151.2, 158.9, 162.8, 165.9, 169.4, 173.7,
    179.2, 185.9, 195.3, 202.7, 209.5, 214.5, 220.7,
  ],
  overAt: 227.5,
};

function paceAt() {
  const clock = { ms: 0 };
  return { clock, pace: new BuildPace(() => clock.ms) };
}

function compile(pace: BuildPace, build: string, packages: number) {
  for (let count = 0; count < packages; count += 1) pace.begin(build);
}

describe('the time that builds take yet', () => {
  it('lies in the range that is told, for all of a recorded build', () => {
    const { clock, pace } = paceAt();
    pace.expect('collector', recorded.packages);
    let told = 0;
    for (const at of recorded.begunAt) {
      clock.ms = at * 1000;
      compile(pace, 'collector', recorded.every);
      const left = pace.left(['collector']);
      const actualMs = (recorded.overAt - at) * 1000;
      if (!left) continue;
      told += 1;
      expect(left.fromMs, `after ${at} s`).toBeLessThanOrEqual(actualMs);
      expect(left.toMs, `after ${at} s`).toBeGreaterThanOrEqual(actualMs);
      expect(left.toMs, `after ${at} s`).toBeLessThan(5 * actualMs + 30_000);
    }
    expect(told).toBeGreaterThan(recorded.begunAt.length - 8);
  });

  it('is not told before a pace is known', () => {
    const { clock, pace } = paceAt();
    pace.expect('one', 1000);
    expect(pace.left(['one'])).toBeUndefined();
    compile(pace, 'one', 500);
    clock.ms = 9000;
    expect(pace.left(['one'])).toBeUndefined();
    clock.ms = 11_000;
    expect(pace.left(['one'])).toBeDefined();
  });

  it('is that of all builds that come before, too', () => {
    const { clock, pace } = paceAt();
    pace.expect('one', 200);
    pace.expect('two', 300);
    compile(pace, 'one', 100);
    clock.ms = 20_000;
    const [one, both] = [pace.left(['one']), pace.left(['one', 'two'])];
    expect(one?.fromMs).toBe(10_000);
    expect(both?.fromMs).toBe(40_000);
  });

  it('follows from the pace of the builds before', () => {
    const { clock, pace } = paceAt();
    pace.expect('one', 100);
    pace.expect('two', 50);
    compile(pace, 'one', 100);
    clock.ms = 20_000;
    pace.end('one');
    clock.ms = 90_000;
    expect(pace.left(['two'])?.fromMs).toBe(5000);
    expect(pace.progress('two')).toBe('0 of 50');
  });
});
