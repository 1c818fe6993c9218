import type { Exemplar, RecordedBy, Span } from '@sightline/stores';
import { describe, expect, it } from 'vitest';
import { notificationOf } from '../testing/notification';
import { findTrace } from './find-trace';
import { ofBuckets, recordedFrom } from './recorded-from';

const rules: readonly RecordedBy[] = [
  { name: 'ratio', query: 'bad{slo="a"} / total{slo="a"}', labels: { slo: 'a' } },
  { name: 'bad', query: 'rate(requests_seconds_count{code=~"5.."}[5m])', labels: { slo: 'a' } },
  { name: 'total', query: 'rate(requests_seconds_count[5m])', labels: { slo: 'a' } },
  { name: 'bad', query: 'another', labels: { slo: 'b' } },
];

describe('an expression', () => {
  it('comes down to what was scraped, of the alert it belongs to', () => {
    expect(recordedFrom('ratio{slo="a"} > 0.1', { slo: 'a' }, rules)).toEqual([
      'rate(requests_seconds_count{code=~"5.."}[5m])',
      'rate(requests_seconds_count[5m])',
    ]);
  });

  it('stays as it is where nothing in it is recorded, even when a name begins like one that is', () => {
    expect(recordedFrom('totally > 1', {}, rules)).toEqual(['totally > 1']);
  });

  it('speaks of what is recorded by its name alone, not in a label, a text or a comment', () => {
    for (const query of ['up{total="1"}', 'up{a="total"}', 'up # total', '{a="total"}'])
      expect(recordedFrom(query, {}, rules)).toEqual([query]);
    expect(recordedFrom('{__name__="total", slo="a"}', {}, rules)).toEqual(['rate(requests_seconds_count[5m])']);
  });

  it('has its exemplars where the buckets are', () => {
    expect(ofBuckets('rate(wait_seconds_count{le="x_count"}[5m]) / size_bytes_sum or up{a="b_sum"}')).toBe(
      'rate(wait_seconds_bucket{le="x_count"}[5m]) / size_bytes_bucket or up{a="b_sum"}',
    );
  });
});

describe('the trace of an alert', () => {
  const exemplar = (traceId: string, value: number, series: Record<string, string> = {}): Exemplar => ({
    traceId,
    value,
    series,
    time: new Date(value),
  });
  const stores = (answers: Readonly<Record<string, Exemplar[]>>, kept = (_: string) => true) => ({
    traces: { spans: async (traceId: string): Promise<Span[] | undefined> => (kept(traceId) ? [] : undefined) },
    prometheus: {
      recordingRules: async () => rules,
      exemplars: async (query: string) => answers[query] ?? [],
    },
  });
  const alertOf = (expression: string, labels = {}) => {
    const [alert] = notificationOf({ slo: 'a', ...labels }).alerts;
    if (!alert) throw new Error('there is one');
    return { ...alert, generatorURL: `http://prometheus/graph?g0.expr=${encodeURIComponent(expression)}` };
  };
  const bad = 'rate(requests_seconds_bucket{code=~"5.."}[5m])';
  const all = 'rate(requests_seconds_bucket[5m])';
  const service = 'http_server_request_duration_seconds_bucket{service_name="order"}';

  it('is one of the bad events, if there is any', async () => {
    const found = await findTrace(
      alertOf('ratio > 0.1'),
      stores({ [bad]: [exemplar('bad', 1)], [all]: [exemplar('slow', 9)] }),
    );
    expect(found).toBe('bad');
  });

  it('is the newest failure, or the slowest request where none failed', async () => {
    const failed = { http_response_status_code: '500' };
    const some = [exemplar('slow', 9), exemplar('failed', 1, failed), exemplar('failed later', 2, failed)];
    expect(await findTrace(alertOf('ratio > 0.1'), stores({ [all]: some }))).toBe('failed later');
    expect(await findTrace(alertOf('ratio > 0.1'), stores({ [all]: some.slice(0, 1) }))).toBe('slow');
  });

  it('is of the service it speaks of, and of no other', async () => {
    const some = [exemplar('order', 1, { service_name: 'order' }), exemplar('other', 9, { service_name: 'payment' })];
    expect(await findTrace(alertOf('memory > 1'), stores({ [service]: some }))).toBe('order');
  });

  it('is one that can be opened', async () => {
    const failed = { http_response_status_code: '500' };
    const some = stores({ [bad]: [exemplar('kept', 1, failed), exemplar('gone', 2, failed)] }, (id) => id === 'kept');
    expect(await findTrace(alertOf('ratio > 0.1'), some)).toBe('kept');
  });

  it('may not be there', async () => {
    expect(await findTrace(alertOf('memory > 1'), stores({}))).toBeUndefined();
  });
});
