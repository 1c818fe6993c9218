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
