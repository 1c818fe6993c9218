import { describe, expect, it } from 'vitest';
import { findTrace, storedOn } from '../follow';
import { plainPaint } from '../terminal/paint';
import { platformOver } from '../testing/platform-over';
import { scoreText } from './report';
import { score } from './score';

const id = '0af7651916cd43dd8448eb211c80319c';
const zipkin = [
  {
    traceId: id,
    id: 'b7ad6b7169203331',
    name: 'get /',
    timestamp: 1,
    duration: 2,
    localEndpoint: { serviceName: 'shop' },
  },
];

const traces = ({ url = '' }: { url?: string }) => {
  if (url.startsWith(`/api/v2/trace/${id}`)) return { body: zipkin };
  return url.startsWith('/api/v2/traces') ? { body: [zipkin] } : { status: 404, body: [] };
};

describe('a platform that keeps traces alone', () => {
  it('has them judged, and says what was not', async () => {
    await using over = await platformOver(['traces'], traces);
    const result = await score(over.platform, { since: new Date(0), until: new Date() });
    expect(result.parts).toMatchObject([{ promise: 'traces without orphan spans', kept: 1, of: 1 }]);
    expect(scoreText(result, 1, { paint: plainPaint, width: 100 })).toContain(
      'Not judged: the platform has no logs, no metrics',
    );
  });

  it('shows a trace without its lines, and its newest trace where there are no orders', async () => {
    await using over = await platformOver(['traces'], traces);
    expect(await findTrace({ newest: 'order' }, over.platform)).toBe(id);
    expect(over.server.asked.at(-1)).not.toContain('serviceName');
    expect(storedOn(over.platform)).not.toHaveProperty('logs');
    expect(await findTrace({ id }, over.platform)).toBe(id);
  });
});

describe('a platform of others, which spell trace ids their own way,', () => {
  const gone = 'ffffffffffffffffffffffffffffffff';
  const naming = (traceID: string) => ['1700000000000000000', 'paid', { structuredMetadata: { traceID } }];
  const exemplar = (traceID: string) => ({ labels: { traceID }, value: '0.1', timestamp: 1 });

  it.each([
    ['all of it joins', [id, id], 1],
    ['half of it joins', [id, gone], 0.5],
    ['nothing joins', [gone, gone], 0],
  ])('is judged by what it has: %s', async (_, ids, share) => {
    await using over = await platformOf(ids);
    const { parts } = await score(over.platform, { since: new Date(0), until: new Date() });
    expect(parts.map((part) => [part.promise, part.share])).toEqual([
      ['log lines that join the trace they name', share],
      ['traces without orphan spans', 1],
      ['exemplars that open a trace', share],
    ]);
    expect(
      parts
        .flatMap(({ offenders }) => offenders)
        .join('\n')
        .includes(gone),
    ).toBe(share < 1);
  });

  it('is not judged by exemplars where its store keeps none', async () => {
    await using over = await platformOf([]);
    const result = await score(over.platform, { since: new Date(0), until: new Date() });
    expect(result.leftOut).toEqual(['exemplars']);
    expect(result.empty).toEqual(['log lines that join the trace they name']);
    expect(scoreText(result, 1, { paint: plainPaint, width: 100 })).toContain(
      'Not judged: the platform has no exemplars',
    );
  });

  const platformOf = (ids: readonly string[]) =>
    platformOver(['traces', 'logs', 'metrics'], (request) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://store');
      if (pathname === '/loki/api/v1/labels') return { body: { data: ['job'] } };
      if (pathname === '/loki/api/v1/query_range') {
        const isAsked = searchParams.get('query')?.includes('traceID!=""');
        const result = isAsked ? [{ stream: { job: 'checkout' }, values: ids.map(naming) }] : [];
        return { body: { data: { resultType: 'streams', result } } };
      }
      if (pathname === '/api/v1/query_exemplars') {
        // A counter of the spans, as native histograms are, has no buckets.
        const seriesLabels = { __name__: 'traces_spanmetrics_calls_total', service: 'checkout' };
        const isAsked = searchParams.get('query') === '{__name__!=""}';
        return { body: { data: isAsked ? [{ seriesLabels, exemplars: [...new Set(ids)].map(exemplar) }] : [] } };
      }
      return traces(request);
    });
});
