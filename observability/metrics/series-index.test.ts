import { Counter, Histogram, Registry } from 'prom-client';
import { afterEach, describe, expect, test } from 'vitest';
import { counterOf, gaugeOf, histogramOf, open } from '../catalogue/declare';
import { hookLimits } from '../limits';
import { counter } from './counter';
import { gauge } from './gauge';
import { histogram } from './histogram';
import { registry } from './registry';

afterEach(() => hookLimits({}));

const labels = { method: ['GET', 'POST'], route: open(3, '/a') } as const;
const about = { description: 'For this test', unit: '1' } as const;
const buckets = [0.1, 0.25, 1, 10] as const;
const linesOf = async (of: Registry, name: string) =>
  (await of.metrics())
    .split('\n')
    .filter((line) => line.startsWith(name))
    .sort();

/** Numbers that are the same in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const oneOf = <T>(values: readonly T[], at: number): T => values[Math.floor(at * values.length)] as T;

test('whatever is observed, the exposition is what prom-client makes of it by itself', async () => {
  const beside = new Registry();
  const plain = {
    total: new Counter({ name: 'index_total', help: 'A', labelNames: Object.keys(labels), registers: [beside] }),
    seconds: new Histogram({
      name: 'index_seconds',
      help: 'A',
      labelNames: Object.keys(labels),
      buckets: [...buckets],
      registers: [beside],
    }),
  };
  const ours = {
    total: counter(counterOf({ name: 'index_total', labels, ...about })),
    seconds: histogram(histogramOf({ name: 'index_seconds', labels, buckets, ...about })),
  };
  const next = sequence(7);
  const routes = ['/a', '/b', '/c', '/d', '/e'];
  const known = new Set<string>();
  for (let count = 0; count < 3_000; count++) {
    const given = { method: oneOf(['GET', 'POST', 'BREW'], next()), route: oneOf(routes, next()) };
    const value = oneOf([0, 0.1, 0.2, 0.25, 0.7, 1, 9.99, 10, 11, 1e6], next());
    // The first three routes are kept, and methods that are declared.
    if (known.size < 3) known.add(given.route);
    const kept = {
      method: given.method === 'BREW' ? '_OTHER' : given.method,
      route: known.has(given.route) ? given.route : '_OTHER',
    };
    ours.total.inc(given as { method: 'GET'; route: string }, value);
    ours.seconds.observe(given as { method: 'GET'; route: string }, value);
    plain.total.inc(kept, value);
    plain.seconds.observe(kept, value);
  }

  beside.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  for (const name of ['index_total', 'index_seconds'])
    expect(await linesOf(registry, name)).toEqual(await linesOf(beside, name));
});

test('a gauge goes up, down and to a value', async () => {
  const open = gauge(gaugeOf({ name: 'index_open', labels: { kind: ['a', 'b'] }, ...about }));
  open.add({ kind: 'a' }, 3);
  open.set({ kind: 'b' }, 7);
  open.add({ kind: 'a' }, -1);
  open.set({ kind: 'b' }, 5);
  open.add({ kind: 'b' }, 1);

  expect(await linesOf(registry, 'index_open')).toEqual(['index_open{kind="a"} 2', 'index_open{kind="b"} 6']);
});

test('a metric that is reset counts from nothing', async () => {
  const total = counter(counterOf({ name: 'index_reset_total', labels, ...about }));
  total.inc({ method: 'GET', route: '/a' }, 5);
  registry.getSingleMetric('index_reset_total')?.reset();
  registry.getSingleMetric('index_reset')?.reset();
  total.inc({ method: 'GET', route: '/a' }, 2);

  expect(await linesOf(registry, 'index_reset_total')).toEqual(['index_reset_total{method="GET",route="/a"} 2']);
});

describe('what is out of bounds', () => {
  const strange = { method: 'BREW' as 'GET', route: '/a' };

  test('is not remembered in place of what it stands for', async () => {
    const total = counter(counterOf({ name: 'index_strange_total', labels, ...about }));
    total.inc(strange);
    const passed: string[] = [];
    hookLimits({ passSeries: (series) => passed.push(String(series.method)) > 0 });
    total.inc(strange);
    hookLimits({});
    for (const again of [strange, strange]) total.inc(again);

    expect(passed).toEqual(['BREW']);
    expect(await linesOf(registry, 'index_strange_total')).toEqual([
      'index_strange_total{method="BREW",route="/a"} 1',
      'index_strange_total{method="_OTHER",route="/a"} 3',
    ]);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number])(
    'is a value such as %s',
    async (by) => {
      const about = { description: 'For this test', unit: '1', labels: { kind: ['a'] } } as const;
      const total = counter(counterOf({ name: 'index_odd_total', ...about }));
      const seconds = histogram(histogramOf({ name: 'index_odd_seconds', buckets, ...about }));
      const attempt = (add: () => void) => {
        try {
          add();
        } catch {
          // As prom-client has it.
        }
      };
      attempt(() => total.inc({ kind: 'a' }, by));
      attempt(() => by !== -1 && seconds.observe({ kind: 'a' }, by));

      expect(await linesOf(registry, 'index_odd_seconds_count')).toEqual(['index_odd_seconds_count{kind="a"} 0']);
    },
  );
});
