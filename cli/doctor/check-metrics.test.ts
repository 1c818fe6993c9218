import { PrometheusStore } from '@sightline/stores';
import { answering } from '@sightline/stores/testing';
import { describe, expect, it } from 'vitest';
import { checkMetrics } from './check-metrics';
import type { Examination } from './examination';

/** The findings where every counter says `now`, having said `before` earlier. */
async function findings(before: number, now: number) {
  const result = [{ metric: {}, value: [1_767_225_600, String(now)] }];
  await using server = await answering(() => ({ body: { data: { resultType: 'vector', result } } }));
  const examination = {
    connections: { metrics: new PrometheusStore(server.url) },
    before: { counters: [before, before], losses: 0 },
  } as unknown as Examination;
  return { found: await checkMetrics(examination), asked: server.asked };
}

describe('the counters of the doctor', () => {
  it('moved when they went up', async () => {
    const { found } = await findings(6, 7);
    expect(found.map(({ state }) => state)).toEqual(['ok', 'ok']);
    expect(found[0]?.detail).toContain('went from 6 to 7');
  });

  it('moved when a process that has begun since counts from nothing', async () => {
    const { found, asked } = await findings(6, 1);
    expect(found.map(({ state }) => state)).toEqual(['ok', 'ok']);
    expect(found[0]?.detail).toContain('went to 1, in a process that has begun since');
    expect(asked.every((query) => query.includes('[30s]'))).toBe(true);
  });
});
