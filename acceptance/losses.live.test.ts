import { alertedMetrics, countsLoss, noLoss, noLossOfEngines } from '@sightline/alerts';
import { type ComponentName, inRepository, type PortName } from '@sightline/stack';
import { describe, expect, it } from 'vitest';
import { runningPlatform } from './platform';

const platform = runningPlatform();
const alerted = alertedMetrics(inRepository('alerts'));

/** Who tells of itself where. */
const told: Partial<Record<ComponentName, readonly [PortName, string]>> = {
  order: ['order', '/metrics'],
  payment: ['payment', '/metrics'],
  collector: ['collectorMetrics', '/metrics'],
  prometheus: ['prometheus', '/metrics'],
  alertmanager: ['alertmanager', '/metrics'],
  victorialogs: ['victorialogs', '/metrics'],
  'loki-api': ['loki', '/metrics'],
  loki: ['loki', '/metrics'],
  zipkin: ['zipkin', '/prometheus'],
  tempo: ['tempo', '/metrics'],
};

const running = platform.state().components.flatMap(({ name }) => (told[name] ? [name] : []));

async function metricsOf(name: ComponentName): Promise<readonly string[]> {
  const [port, path] = told[name] ?? [];
  const answer = await fetch(`${platform.addresses.url(port as PortName)}${path}`, {
    signal: AbortSignal.timeout(20_000),
  });
  const lines = (await answer.text()).split('\n').filter((line) => /^[a-z]/.test(line));
  return [...new Set(lines.map((line) => /^\w+/.exec(line)?.[0] ?? ''))];
}

describe('what a running part counts as lost', () => {
  it('is asked of them all', () => expect(running.length).toBeGreaterThan(6));

  it.each(running)('has an alert, or a reason why not: %s', async (name) => {
    const counted = await metricsOf(name);
    expect(counted.length).toBeGreaterThan(5);
    const untold = counted
      .filter(countsLoss)
      .filter((metric) => !alerted.has(metric) && !(metric in noLoss))
      .filter((metric) => !noLossOfEngines.some(([names]) => names.test(metric)));
    expect(untold).toEqual([]);
  });
});
