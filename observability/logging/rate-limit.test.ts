import { afterEach, describe, expect, it } from 'vitest';
import { logEventOf } from '../catalogue/declare';
import { hookLimits } from '../limits';
import { counter } from '../metrics/counter';
import { registry } from '../metrics/registry';
import { metrics } from '../testing/demo-catalogue';
import { isAllowed } from './rate-limit';

const chatty = (name: string) =>
  logEventOf({
    name,
    level: 'info',
    message: 'Once more',
    description: 'For this test',
    attributes: [],
    atMost: { perSecond: 2, burst: 3 },
    emittedBy: ['order'],
  });

const allowedOf = (count: number, event: ReturnType<typeof chatty>, now: number) =>
  Array.from({ length: count }, () => isAllowed(event, now)).filter(Boolean).length;

async function suppressed(event: string): Promise<number | undefined> {
  counter(metrics.logRecordsSuppressed);
  const { values = [] } = (await registry.getSingleMetric(metrics.logRecordsSuppressed.name)?.get()) ?? {};
  return values.find(({ labels }) => labels.event === event)?.value;
}

afterEach(() => hookLimits({}));

describe('a record that is said again and again', () => {
  it('is written in a burst, then at its rate, and counted where it is left out', async () => {
    const event = chatty('test.burst');
    expect(allowedOf(10, event, 0)).toBe(3);
    expect(allowedOf(10, event, 1_000)).toBe(2);
    expect(await suppressed(event.name)).toBe(7);
  });

  it('is always written where a hook lets it pass', () => {
    hookLimits({ passRecord: (event) => event === 'test.lifted' });
    expect(allowedOf(50, chatty('test.lifted'), 0)).toBe(50);
    expect(allowedOf(50, chatty('test.other'), 0)).toBe(3);
  });

  it('is always written where no limit is declared', () => {
    const { atMost: _, ...unlimited } = chatty('test.unlimited');
    expect(allowedOf(50, unlimited as ReturnType<typeof chatty>, 0)).toBe(50);
  });
});
