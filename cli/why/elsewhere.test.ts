import { describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import { platformOver } from '../testing/platform-over';
import { whyText } from './report';
import { rateWindow } from './surroundings';
import { why } from './why';

const vector = (...values: number[]) => ({
  data: { resultType: 'vector', result: values.map((value) => ({ metric: {}, value: [1, String(value)] })) },
});
const matrix = { data: { resultType: 'matrix', result: [] } };

describe('why, on a platform that nobody supervises here,', () => {
  it('asks what there is, and says what it did not look at, and why', async () => {
    await using over = await platformOver(['metrics'], ({ url = '' }) => ({
      body: url.includes('/label') ? { data: [] } : url.includes('query_range') ? matrix : vector(),
    }));
    const explanation = await why(over.platform);
    expect(explanation).toMatchObject({ unanswered: [], hypotheses: [], seen: { answers: [], disks: [] } });
    expect(explanation.leftOut).toEqual([
      ...['components', 'answers', 'disks', 'database', 'machine'].map((evidence) => ({
        evidence,
        lacks: ['supervisor'],
      })),
      { evidence: 'clocks', lacks: ['traces'] },
      { evidence: 'traces', lacks: ['traces'] },
      { evidence: 'log-patterns', lacks: ['logs'] },
    ]);
    const text = whyText(explanation, { paint: plainPaint });
    expect(text).toContain(
      'Not looked at: components, answers, disks, database, machine (the platform has no supervisor)',
    );
    expect(text).toContain('clocks, traces (the platform has no traces)');
  });

  it.each([
    ['every 5 s, as ours', 120, '30s'],
    ['every 15 s', 40, '60s'],
    ['every minute', 10, '240s'],
    ['not at all', 0, '300s'],
  ])('takes rates over what is scraped %s', async (_, scrapes, window) => {
    await using over = await platformOver(['metrics'], () => ({ body: scrapes ? vector(scrapes) : vector() }));
    expect(await rateWindow(over.platform.metrics, undefined, new Date())).toBe(window);
  });
});
