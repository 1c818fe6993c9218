import type { Respond } from '@sightline/stores/testing';
import { describe, expect, it } from 'vitest';
import { platformOver } from '../testing/platform-over';
import { why } from './why';

type Labels = Readonly<Record<string, string>>;

/** How one platform spells what it counts of spans. */
interface Spelling {
  readonly calls: string;
  readonly seconds: string;
  readonly labels: (service: string, name: string) => Labels;
  readonly versionLabel?: string;
}

const conventional = { span_kind: 'SPAN_KIND_SERVER', status_code: 'STATUS_CODE_ERROR' };
const spellings: Readonly<Record<string, Spelling>> = {
  'the collector’s connector': {
    calls: 'traces_span_metrics_calls_total',
    seconds: 'traces_span_metrics_duration_milliseconds',
    labels: (service_name, span_name) => ({ service_name, span_name, ...conventional }),
    versionLabel: 'service_version',
  },
  'Tempo’s generator': {
    calls: 'traces_spanmetrics_calls_total',
    seconds: 'traces_spanmetrics_latency',
    labels: (service, span_name) => ({ service, span_name, ...conventional }),
  },
  'the connector of before': {
    calls: 'calls_total',
    seconds: 'duration_milliseconds',
    labels: (service_name, span_name) => ({ service_name, span_name, ...conventional }),
  },
  'OpenTelemetry’s own names': {
    calls: 'traces.span.metrics.calls',
    seconds: 'traces.span.metrics.duration',
    labels: (service, name) => ({
      'service.name': service,
      'span.name': name,
      'span.kind': 'SPAN_KIND_SERVER',
      'status.code': 'STATUS_CODE_ERROR',
    }),
    versionLabel: 'service.version',
  },
};

/** A value before the trouble, another since: two minutes ago. */
interface Course {
  readonly labels: Labels;
  readonly before: number | undefined;
  readonly now: number | undefined;
}

const troubleSeconds = 100;

/** A Prometheus whose answers follow from which metric is asked for. */
const prometheus = (spelling: Spelling, courses: (query: string) => readonly Course[]): Respond => {
  const names = [spelling.calls, ...['_sum', '_count', '_bucket'].map((end) => spelling.seconds + end)];
  return ({ url = '' }) => {
    const { pathname, searchParams } = new URL(url, 'http://prometheus');
    const query = searchParams.get('query') ?? '';
    const { labels, versionLabel } = spelling;
    if (pathname.endsWith('/__name__/values')) return { body: { data: names } };
    if (pathname === '/api/v1/labels')
      return { body: { data: ['__name__', ...Object.keys(labels('', '')), ...(versionLabel ? [versionLabel] : [])] } };
    if (pathname === '/api/v1/query_range') {
      const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(searchParams.get(name))) as [
        number,
        number,
        number,
      ];
      const result = courses(query).map(({ labels: metric, before, now }) => ({
        metric,
        values: Array.from(
          { length: Math.floor((end - start) / step) + 1 },
          (_, index) => start + index * step,
        ).flatMap((time) => {
          const value = time < end - troubleSeconds ? before : now;
          // A little restless, as all that is measured.
          return value === undefined ? [] : [[time, String(value * (1 + 0.01 * Math.sin(time)))]];
        }),
      }));
      return { body: { data: { resultType: 'matrix', result } } };
    }
    const isServices = query.startsWith('group by') && query.includes(spelling.calls);
    const result = query.includes('count_over_time')
      ? [{ metric: {}, value: [0, '120'] }]
      : isServices
        ? ['checkout', 'stock'].map((service) => ({ metric: labels(service, ''), value: [0, '1'] }))
        : [];
    return { body: { data: { resultType: 'vector', result } } };
  };
};

describe.each(Object.entries(spellings))('where spans are counted by %s', (_, spelling) => {
  const { calls, seconds, labels, versionLabel } = spelling;
  const isShare = (query: string) => query.includes(calls) && query.includes('STATUS_CODE_ERROR');

  it('why names the service that fails, and which work', async () => {
    const courses = (query: string): Course[] => {
      const asks = (service: string, before: number, now: number) => ({
        labels: labels(service, 'GET /x'),
        before,
        now,
      });
      if (isShare(query) && !/version/.test(query)) return [asks('checkout', 0, 0), asks('stock', 0, 0.4)];
      if (query.includes(seconds)) return [asks('checkout', 0.02, 0.02), asks('stock', 0.01, 0.01)];
      return query.includes(calls) && !/version/.test(query) ? [asks('checkout', 5, 5), asks('stock', 5, 5)] : [];
    };
    await using over = await platformOver(['metrics'], prometheus(spelling, courses));
    const { hypotheses, unanswered } = await why(over.platform, { recentMs: 60_000 });
    expect(unanswered).toEqual([]);
    expect(hypotheses[0]?.subject).toEqual({ kind: 'component', name: 'stock' });
    expect(JSON.stringify(hypotheses[0])).toContain('stock: GET /x fails 40 %');
  });

  it.skipIf(versionLabel === undefined)('why names the version that was deployed, and fails', async () => {
    const ofVersion = (version: string, before: number | undefined, now: number | undefined): Course => ({
      labels: { ...labels('stock', 'GET /x'), [versionLabel ?? '']: version },
      before,
      now,
    });
    const courses = (query: string): Course[] => {
      if (!query.includes(calls)) return [];
      if (!query.includes(versionLabel ?? '')) {
        return [{ labels: labels('stock', 'GET /x'), before: isShare(query) ? 0 : 5, now: isShare(query) ? 0.4 : 5 }];
      }
      const [old, fresh] = isShare(query) ? ([0, 0.4] as const) : ([5, 5] as const);
      return [ofVersion('1.0.0', old, undefined), ofVersion('1.1.0', undefined, fresh)];
    };
    await using over = await platformOver(['metrics'], prometheus(spelling, courses));
    const { hypotheses } = await why(over.platform, { recentMs: 60_000 });
    expect(hypotheses[0]?.subject).toEqual({ kind: 'release', name: 'stock 1.1.0' });
    expect(JSON.stringify(hypotheses[0])).toContain('stock runs in version 1.1.0, which was not there before');
  });
});

it('why names a version that programs tell by themselves, where spans do not', async () => {
  const spelling = spellings['Tempo’s generator'] as Spelling;
  const courses = (query: string): Course[] => {
    const told = (version: string, before: number | undefined, now: number | undefined) => ({
      labels: { job: 'shop/stock', service_version: version },
      before,
      now,
    });
    if (query.includes('target_info')) return [told('1.0.0', 1, undefined), told('1.1.0', undefined, 1)];
    const isShare = query.includes('STATUS_CODE_ERROR');
    const all = { labels: spelling.labels('stock', 'GET /x'), before: isShare ? 0 : 5, now: isShare ? 0.4 : 5 };
    return query.includes(spelling.calls) ? [all] : [];
  };
  await using over = await platformOver(['metrics'], prometheus(spelling, courses));
  const { hypotheses } = await why(over.platform, { recentMs: 60_000 });
  expect(hypotheses[0]?.subject).toEqual({ kind: 'release', name: 'stock 1.1.0' });
});

it('why says that a target of Prometheus alone does not answer any more, by its job', async () => {
  const spelling = spellings['Tempo’s generator'] as Spelling;
  const courses = (query: string): Course[] =>
    query.includes('(up)')
      ? [
          { labels: { job: 'node' }, before: 1, now: 0 },
          { labels: { job: 'stock' }, before: 1, now: 1 },
        ]
      : [];
  await using over = await platformOver(['metrics'], prometheus(spelling, courses));
  const { hypotheses } = await why(over.platform, { recentMs: 60_000 });
  expect(hypotheses.map(({ subject }) => subject.name)).toEqual(['node']);
});
