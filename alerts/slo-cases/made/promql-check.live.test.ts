import { checkPromql } from '@sightline/promql';
import { programAtHand } from '@sightline/stack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryRules } from '../../rule-tests/promtool-batch';
import { madeQuery } from './made-query';

const count = 400;
const rulesOf = (expr: string) => `groups: [{ name: g, rules: [{ record: r, expr: ${JSON.stringify(expr)} }] }]\n`;

describe('a query that the check', () => {
  const queries = [...new Set(fc.sample(madeQuery, count))];
  it('takes is one that promtool takes, and one that promtool refuses is refused', async () => {
    const refused = await tryRules(
      programAtHand('prometheus', 'promtool'),
      queries.map((query) => ({ name: query, rules: rulesOf(query) })),
    );
    const wrong = queries.filter((query) => refused.has(query) && checkPromql(query) === undefined);
    expect(wrong.map((query) => `${query}\n${refused.get(query)}`)).toEqual([]);
    expect(refused.size).toBeGreaterThan(0);
    expect(refused.size).toBeLessThan(queries.length);
  }, 600_000);
});
