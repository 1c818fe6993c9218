import { describe, expect, it } from 'vitest';
import { platformOver } from '../testing/platform-over';
import { measureFreshness } from './freshness';
import { isFresh } from './report';

const counted = { data: { resultType: 'vector', result: [{ metric: {}, value: [1, '99999999999'] }] } };
const line = { data: { resultType: 'streams', result: [{ stream: {}, values: [['1', 'x', {}]] }] } };

describe('the freshness of any platform', () => {
  it('is measured by what is sent to it, of the signals that it keeps', async () => {
    const respond = ({ url = '' }: { url?: string }) => {
      if (url.startsWith('/api/v2/trace/')) return { body: [{ traceId: '1', id: '1', timestamp: 1, duration: 1 }] };
      return { body: url.startsWith('/loki') ? line : url.startsWith('/api/v1/query') ? counted : {} };
    };
    await using over = await platformOver(['traces', 'logs', 'metrics', 'otlp'], respond);
    const freshness = await measureFreshness(over.platform, { samples: 2, everyMs: 1 });
    expect(freshness.signals).toMatchObject({ trace: { missing: 0 }, log: { missing: 0 }, metric: { missing: 0 } });
    expect(freshness).not.toHaveProperty('aims');
    expect(isFresh(freshness)).toBe(true);
    await using bare = await platformOver(['traces', 'otlp'], respond);
    expect(Object.keys((await measureFreshness(bare.platform, { samples: 1 })).signals)).toEqual(['trace']);
  });

  it('is none of what is not taken', async () => {
    await using over = await platformOver(['traces', 'metrics', 'otlp'], ({ method, url = '' }) => {
      if (method === 'POST' && url === '/v1/metrics') return { status: 400, body: 'no' };
      return url.startsWith('/api/v2/trace/')
        ? { body: [{ traceId: '1', id: '1', timestamp: 1, duration: 1 }] }
        : { body: {} };
    });
    const freshness = await measureFreshness(over.platform, { samples: 1 });
    expect(freshness.signals).toMatchObject({ trace: { missing: 0 }, metric: { missing: 1 } });
    expect(isFresh(freshness)).toBe(false);
  });
});
