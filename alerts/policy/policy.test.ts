import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allows, type BudgetState, judge } from './judge';
import { type Change, changes, InvalidPolicy, parsePolicy } from './policy';

const text = readFileSync(join(__dirname, '..', 'policy.yaml'), 'utf8');
const policy = parsePolicy(text, 'policy.yaml');
const state = (more: Partial<BudgetState> = {}): BudgetState => ({ id: 'a', service: 'shop', firing: [], ...more });
const page = { urgency: 'page', tier: 'page-quick' } as const;
const ticket = { urgency: 'ticket', tier: 'ticket-slow' } as const;

describe('the policy of the platform', () => {
  it.each<[string, Partial<BudgetState>, Change[]]>([
    ['a full budget', { budgetLeft: 1 }, ['feature', 'fix', 'emergency']],
    ['just more than a quarter', { budgetLeft: 0.2501 }, ['feature', 'fix', 'emergency']],
    ['a quarter', { budgetLeft: 0.25 }, ['fix', 'emergency']],
    ['next to nothing', { budgetLeft: 0.0001 }, ['fix', 'emergency']],
    ['a budget that is just spent', { budgetLeft: 0 }, ['emergency']],
    ['more spent than there was', { budgetLeft: -3 }, ['emergency']],
    ['nothing known', {}, ['fix', 'emergency']],
    ['a page, whatever is left', { budgetLeft: 1, firing: [page] }, ['emergency']],
    ['a ticket, whatever is left', { budgetLeft: 1, firing: [ticket] }, ['fix', 'emergency']],
    ['a ticket on a spent budget', { budgetLeft: -1, firing: [ticket] }, ['emergency']],
    ['a page and a ticket', { budgetLeft: 1, firing: [ticket, page] }, ['emergency']],
    ['a page, and nothing known', { firing: [page] }, ['emergency']],
  ])('with %s allows what it says', (_, now, allowed) => {
    const verdict = judge(policy, state(now));
    expect(changes.filter((change) => allows(verdict, change))).toEqual(allowed);
  });

  it('gives the reason and what to do next', () => {
    expect(judge(policy, state({ budgetLeft: 0.123, firing: [] }))).toMatchObject({
      id: 'a',
      reason: '12.3 % of the budget is left',
      next: expect.stringContaining('mend'),
    });
    expect(judge(policy, state({ budgetLeft: 1, firing: [page] })).reason).toBe('the alert page-quick fires');
    expect(judge(policy, state()).reason).toBe('nothing is known of its budget');
  });
});

describe('a policy', () => {
  const wrong = (change: (text: string) => string) => () => parsePolicy(change(text), 'policy.yaml');

  it.each<[string, (text: string) => string, RegExp]>([
    ['an unknown kind of change', (it) => it.replace('[emergency]', '[hotfix]'), /feature.*fix.*emergency/],
    ['a share that is none', (it) => it.replace('25 %', 'a quarter'), /25 %/],
    ['shares that do not fall', (it) => it.replace('above: 25 %', 'above: 0 %'), /lower share/],
    ['no step for the spent budget', (it) => it.replace('# Nothing is left.', 'above: -1 %'), /above/],
    ['only shares', (it) => it.replace('- # Nothing is left.', '- above: 0 %'), /last step without "above"/],
    ['a budget between the steps', (it) => it.replace('above: 0 %', 'above: 10 %'), /above: 0 %/],
    ['an unknown key', (it) => `${it}\nmercy: true\n`, /mercy/],
    ['nothing about missing data', (it) => it.replace('noData', 'nodata'), /noData/],
  ])('with %s is refused, and told what is needed', (_, change, message) => {
    expect(wrong(change)).toThrow(InvalidPolicy);
    expect(wrong(change)).toThrow(message);
  });

  it('is told everything that is wrong with it at once', () => {
    const twice = wrong((it) => it.replace('noData', 'nodata').replace('[emergency]', '[hotfix]'));
    expect(twice).toThrow(/allow[\s\S]*noData|noData[\s\S]*allow/);
  });
});
