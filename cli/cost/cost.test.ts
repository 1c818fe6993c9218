import { describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import { platformOver } from '../testing/platform-over';
import { biggest } from './contributor';
import { costOf } from './cost';
import { costText } from './cost-text';
import { readPrices } from './prices';
import { byFamily } from './read-metrics';

const prices = readPrices();
const window = { since: new Date(0), until: new Date(300_000) };
const options = { window, perSecond: [1000], prices, pricesFile: 'prices.yaml', progress: () => {} };

type Answer = readonly [asks: string, labels: Record<string, string>, value: number];

const spanCalls = 'traces_span_metrics_calls_total';
const spanLabels = ['service_name', 'span_name', 'span_kind', 'status_code'];

/** A Prometheus that counts spans under these names and knows these answers; what else it is asked yields nothing. */
const knowing =
  (answers: readonly Answer[], counters: Readonly<Record<string, readonly string[]>> = { [spanCalls]: spanLabels }) =>
  ({ url = '' }: { url?: string }) => {
    const { pathname, searchParams } = new URL(url, 'http://store');
    if (pathname.startsWith('/api/v1/label/')) return { body: { data: Object.keys(counters) } };
    if (pathname === '/api/v1/labels') {
      const of = Object.entries(counters).find(([name]) => searchParams.get('match[]')?.includes(name));
      return { body: { data: of?.[1] ?? [] } };
    }
    const query = searchParams.get('query') ?? '';
    const found = answers.filter(([asks]) => query.includes(asks));
    const isRange = pathname.endsWith('query_range');
    const result = found.map(([, metric, value]) =>
      isRange ? { metric, values: [[0, String(value)]] } : { metric, value: [0, String(value)] },
    );
    return { body: { data: { resultType: isRange ? 'matrix' : 'vector', result } } };
  };

const requests: Answer = [
  'sum(increase(traces_span_metrics_calls_total{span_kind=~"(SPAN_KIND_)?SERVER"}[300s]))',
  {},
  600,
];

describe('what a platform of others costs', () => {
  it('is reckoned for its requests, from what it tells; the rest is said to be left out', async () => {
    await using over = await platformOver(
      ['metrics'],
      knowing([
        requests,
        ['otelcol_receiver_accepted_spans', {}, 6000],
        ['otelcol_exporter_sent_spans', { exporter: 'tempo' }, 1500],
        ['sum by (service_name, span_name)', { service_name: 'shop', span_name: 'GET /' }, 6000],
        ['count by (__name__)', { __name__: 'up' }, 40],
        ['count by (service_name, job) ({', { service_name: 'shop' }, 40],
        ['head_samples_appended_total', {}, 8],
        ['(rate(process_cpu_seconds_total[300s]))', { service_name: 'shop' }, 0.5],
      ]),
    );
    const cost = await costOf(over.platform, options);
    expect(cost.measured.work).toMatchObject({ noun: 'requests', count: 600, perSecond: 2 });
    expect(cost.perThousand).toMatchObject({ traces: { made: 10_000, stored: 2500 }, metrics: { samples: 4000 } });
    expect(cost.perThousand.processorSecondsOf).toEqual({ shop: 250 });
    const text = costText(cost, plainPaint);
    expect(text).toContain('1,000 requests cost');
    expect(text).toMatch(/shop GET \/ +10k/);
    expect(text).toContain('Stored: what the exporter tempo sent');
    expect(text).toContain('the platform has no traces to look at');
    expect(text).toContain('Log lines are left out: the platform has no logs');
  });

  it('counts with a line all that it carries, and lines of a kind by those that were looked at', async () => {
    const lines = (event: string, length: number) => ({
      stream: { service_name: 'shop', level: 'info' },
      values: [['1', 'x'.repeat(length), { structuredMetadata: { event } }]],
    });
    const prometheus = knowing([requests, ['count by (__name__)', { __name__: 'up' }, 1]]);
    await using over = await platformOver(['metrics', 'logs'], (request) => {
      const { url = '' } = request;
      if (url.startsWith('/loki/api/v1/labels')) return { body: { data: ['service_name'] } };
      if (url.startsWith('/loki/api/v1/query_range'))
        return { body: { data: { resultType: 'streams', result: [lines('sold', 100), lines('asked', 10)] } } };
      if (!url.startsWith('/loki/')) return prometheus(request);
      const counted = (event: string, count: number) => ({
        metric: { service_name: 'shop', level: 'info', event },
        value: [0, String(count)],
      });
      return { body: { data: { resultType: 'vector', result: [counted('sold', 60), counted('asked', 600)] } } };
    });
    const { measured, perThousand } = await costOf(over.platform, options);
    expect(perThousand.logs?.lines).toBeCloseTo(1100);
    const [asked, sold] = measured.logs?.events ?? [];
    expect([asked?.name, sold?.name]).toEqual(['shop asked', 'shop sold']);
    // Ninety letters more, and one less in its name.
    expect((sold?.bytes ?? 0) / 60 - (asked?.bytes ?? 0) / 600).toBeCloseTo(89);
    expect(measured.logs?.isStoredTold).toBe(false);
  });

  it('cannot be reckoned while nothing is done, which is said with what to do', async () => {
    await using over = await platformOver(['metrics'], knowing([]));
    await expect(costOf(over.platform, options)).rejects.toThrow(/no requests were counted.*--per/s);
    await expect(costOf(over.platform, { ...options, per: 'jobs_total' })).rejects.toThrow(/by jobs_total/);
    await using uncounted = await platformOver(['metrics'], knowing([], {}));
    await expect(costOf(uncounted.platform, options)).rejects.toThrow(/nobody counts spans here.*--per/s);
  });

  it('is reckoned by one spelling of span metrics where there are two, and by any', async () => {
    const both = {
      [spanCalls]: spanLabels,
      traces_spanmetrics_calls_total: ['service', 'span_name', 'span_kind', 'status_code'],
    };
    await using twice = await platformOver(['metrics'], knowing([requests], both));
    const { counter } = (await costOf(twice.platform, options)).measured.work;
    expect(counter).toBe(`${spanCalls}{span_kind=~"(SPAN_KIND_)?SERVER"}`);

    const dotted = { 'traces.span.metrics.calls': ['service.name', 'span.name', 'span.kind', 'status.code'] };
    const answers: Answer[] = [['sum(increase({"traces.span.metrics.calls", "span.kind"=~', {}, 30]];
    await using dots = await platformOver(['metrics'], knowing(answers, dotted));
    expect((await costOf(dots.platform, options)).measured.work.count).toBe(30);
  });

  it('asks no query in which one series could come twice, and of several collectors and exporters the largest', async () => {
    await using over = await platformOver(['metrics'], knowing([requests]));
    await costOf(over.platform, options);
    const asked = over.server.asked.map((url) => new URL(url, 'http://store').searchParams.get('query') ?? '');
    // Under a pattern of names, rate and increase find two series of the same labels.
    expect(asked.filter((query) => /(rate|increase)\(\{__name__=~/.test(query))).toEqual([]);
    expect(asked).toContainEqual(
      expect.stringMatching(
        /^topk\(1, sum by \(service_name, job, exporter\) \(increase\(otelcol_exporter_sent_spans_total/,
      ),
    );
  });

  it('adds up a service that several jobs scrape', async () => {
    const cpu = '(rate(process_cpu_seconds_total[300s]))';
    await using over = await platformOver(
      ['metrics'],
      knowing([
        requests,
        [cpu, { service_name: 'shop', job: 'a' }, 0.5],
        [cpu, { service_name: 'shop', job: 'b' }, 0.25],
        ['count by (service_name, job) ({', { service_name: 'shop', job: 'a' }, 40],
        ['count by (service_name, job) ({', { service_name: 'shop', job: 'b' }, 2],
      ]),
    );
    const { measured, perThousand } = await costOf(over.platform, options);
    expect(measured.processors).toMatchObject([{ component: 'shop', processors: 0.75 }]);
    expect(perThousand.processorSecondsOf).toEqual({ shop: 375 });
    expect(measured.metrics.services).toEqual([{ service: 'shop', instances: 1, series: 42 }]);
  });

  it('looks back for four scrapes, however seldom they come', async () => {
    const scrapes: Answer = ['quantile(0.5, count_over_time(', {}, 10];
    await using over = await platformOver(['metrics'], knowing([requests, scrapes]));
    await costOf(over.platform, options);
    expect(over.server.asked.some((url) => url.includes('prometheus_tsdb_head_samples_appended_total[240s]'))).toBe(
      true,
    );
  });

  it('says of a bound on which side it lies', async () => {
    const answers: Answer[] = [requests, ['(rate(process_cpu_seconds_total[300s]))', { service_name: 'shop' }, 0.5]];
    await using over = await platformOver(['metrics'], knowing(answers));
    const text = costText(await costOf(over.platform, { ...options, perSecond: [1, 2, 4] }), plainPaint);
    const rows = [1, 2, 4].map((rate) => text.split('\n').find((line) => new RegExp(`^ +${rate}  `).test(line)) ?? '');
    expect(rows.map((row) => /[≤≥]/.exec(row)?.[0])).toEqual(['≥', undefined, '≤']);
  });

  it('wants metrics, and says so', async () => {
    await using over = await platformOver(['traces'], knowing([]));
    await expect(costOf(over.platform, options)).rejects.toMatchObject({ code: 'PART_MISSING' });
  });
});

describe('contributors', () => {
  it('are the ten biggest, with their share of all', () => {
    const all = Array.from({ length: 20 }, (_, index) => ({ name: `n${index}`, count: index }));
    const found = biggest(all, 'count');
    expect(found.map(({ count }) => count)).toEqual([19, 18, 17, 16, 15, 14, 13, 12, 11, 10]);
    expect(found[0]?.share).toBe(19 / 190);
  });

  it('of series are families: a histogram is one, a counter that ends as one does is another', () => {
    expect(
      byFamily([
        { name: 'a_seconds_bucket', count: 10 },
        { name: 'a_seconds_sum', count: 1 },
        { name: 'a_seconds_count', count: 1 },
        { name: 'rows_count', count: 3 },
      ]),
    ).toEqual([
      { name: 'a_seconds', count: 12 },
      { name: 'rows_count', count: 3 },
    ]);
  });
});
