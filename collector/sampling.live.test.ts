import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Backends } from './testing/backends';
import { CollectorUnderTest } from './testing/collector-under-test';
import { newTraceId, sendHistogram, sendSpans, type TestSpan } from './testing/telemetry';
import { until } from './testing/until';

const backends = new Backends();
let collector: CollectorUnderTest;

beforeAll(() => backends.open());
afterEach(() => collector.stop());
afterAll(() => backends.close());

const spansOf = (traceId: string) => backends.spans.filter((span) => span.traceId === traceId);
const traces = (count: number, name: string): TestSpan[] =>
  Array.from({ length: count }, () => ({ traceId: newTraceId(), name }));

it('with a share of 0, keeps every error and every slow trace, drops the rest, and still counts all', async () => {
  collector = await CollectorUnderTest.start(backends.url, {
    env: { SIGHTLINE_TRACE_SHARE: '0', SIGHTLINE_TRACE_DECISION_WAIT: '1s' },
  });
  const plain = traces(20, 'GET /plain');
  const failed = { traceId: newTraceId(), error: 'no' };
  const slow = { traceId: newTraceId(), milliseconds: 700 };
  await sendSpans(collector.otlpUrl, [...plain, failed, slow]);

  await until('the failed trace', () => spansOf(failed.traceId).length > 0);
  await until('the slow trace', () => spansOf(slow.traceId).length > 0);
  const counted = await until('the count of all', () =>
    backends.points.find(({ metric, labels, value }) => {
      return metric === 'traces.span.metrics.calls' && labels['span.name'] === 'GET /plain' && value === 20;
    }),
  );
  expect(counted.labels).toMatchObject({ 'service.name': 'order', 'service.instance.id': 'order-1' });
  expect(plain.flatMap(({ traceId }) => spansOf(traceId))).toEqual([]);

  // What comes after the decision follows it.
  await sendSpans(collector.otlpUrl, [
    { ...failed, name: 'late' },
    { ...plain[0], traceId: plain[0]?.traceId ?? '', name: 'late' },
  ]);
  await until('the late span of the failed trace', () => spansOf(failed.traceId).some(({ name }) => name === 'late'));
  expect(spansOf(plain[0]?.traceId ?? '')).toEqual([]);
});

it('with a share of 10, keeps about a tenth', async () => {
  collector = await CollectorUnderTest.start(backends.url, {
    env: { SIGHTLINE_TRACE_SHARE: '10', SIGHTLINE_TRACE_DECISION_WAIT: '1s' },
  });
  const many = traces(1000, 'GET /many');
  const last = { traceId: newTraceId(), error: 'the last' };
  await sendSpans(collector.otlpUrl, [...many, last]);
  const share = () => {
    const kept = new Set(backends.spans.map(({ traceId }) => traceId));
    return many.filter(({ traceId }) => kept.has(traceId)).length / many.length;
  };
  await until('the last trace', () => spansOf(last.traceId).length > 0);
  // Exporters work side by side, so the last may be there before the others.
  await until('about a tenth', () => share() > 0.05);
  expect(share()).toBeLessThan(0.15);
});

it('with a share of 10, shows an exemplar of no trace but those that it keeps, and of those it does', async () => {
  collector = await CollectorUnderTest.start(backends.url, {
    env: { SIGHTLINE_TRACE_SHARE: '10', SIGHTLINE_TRACE_DECISION_WAIT: '2s' },
  });
  const kinds = {
    plain: traces(400, 'GET /exemplars'),
    failed: traces(3, 'GET /exemplars').map((span) => ({ ...span, error: 'no' })),
    slow: traces(3, 'GET /exemplars').map((span) => ({ ...span, milliseconds: 900 })),
  };
  // A few at a time: the first five of each count are made exemplars.
  const all = Object.values(kinds).flat();
  const named = () => new Set(backends.exemplars.map(({ traceId }) => traceId));
  for (let at = 0; at < all.length; at += 10) {
    await sendSpans(collector.otlpUrl, all.slice(at, at + 10));
    await sendHistogram(collector.otlpUrl, all.slice(at, at + 10));
  }
  const remarkable = [...kinds.failed, ...kinds.slow].map(({ traceId }) => traceId);
  await until('the remarkable ones', () => remarkable.every((traceId) => spansOf(traceId).length > 0));
  await until('exemplars of them', () => remarkable.every((traceId) => named().has(traceId)));
  const kept = () => new Set(backends.spans.map(({ traceId }) => traceId));
  await until('a trace for every exemplar', () => [...named()].every((traceId) => kept().has(traceId)));
  // Of what others send each point has one: those of all traces that are kept come through.
  const ofPlain = (ids: ReadonlySet<string>) => kinds.plain.filter(({ traceId }) => ids.has(traceId)).length;
  await until('an exemplar of every trace that is kept', () => ofPlain(named()) === ofPlain(kept()));
  expect(ofPlain(kept())).toBeGreaterThan(15);
  expect(ofPlain(kept())).toBeLessThan(80);
});

it('with a share of 100, waits for no decision', async () => {
  collector = await CollectorUnderTest.start(backends.url, {
    env: { SIGHTLINE_TRACE_SHARE: '100', SIGHTLINE_TRACE_DECISION_WAIT: '1h' },
  });
  const trace = { traceId: newTraceId() };
  await sendSpans(collector.otlpUrl, [trace]);
  await until('the trace', () => spansOf(trace.traceId).length > 0);
});
