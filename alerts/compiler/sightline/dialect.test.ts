import { describe, expect, it } from 'vitest';
import { compile } from '../compile';
import { exampleSlo } from '../example-slo';
import { isAlert, type Rule } from '../rules';

const rulesOf = (text: string): readonly Rule[] =>
  compile([{ file: 'slo.yaml', text }]).slos.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules));
const exprOf = (text: string, record: string) =>
  rulesOf(text).find((rule) => !isAlert(rule) && rule.record === record)?.expr;

describe('the dialect sightline', () => {
  it('makes every ratio of events, and 0 of none', () => {
    const own = '{sloth_id="shop-availability", sloth_service="shop", sloth_slo="shop-availability"}';
    expect(exprOf(exampleSlo(), 'slo:sli_error:ratio_rate30d')).toBe(
      `slo:sli_bad:increase30d${own} / (slo:sli_total:increase30d${own} > 0)\nor\nslo:sli_total:increase30d${own} == 0`,
    );
  });

  it('sums the long windows of ticks, five of which hold an event', () => {
    expect(exprOf(exampleSlo(), 'slo:sli_total:increase1d')).toMatch(
      /^sum_over_time\(slo:sli_tick_total:increase5m\{.*\}\[1d\]\) \/ 5$/,
    );
  });

  it('reads the first page from the counters', () => {
    expect(exprOf(exampleSlo(), 'slo:sli_total:increase1h')).toContain('increase(requests_total[1h])');
  });

  it('gives one alert for each tier, of one name, told apart by labels', () => {
    const alerts = rulesOf(exampleSlo()).filter(isAlert);
    expect(alerts.map(({ alert, labels }) => `${alert} ${labels.tier} ${labels.severity}`)).toEqual([
      'ShopAvailabilityBudgetBurn page-quick critical',
      'ShopAvailabilityBudgetBurn page-slow critical',
      'ShopAvailabilityBudgetBurn ticket-quick warning',
      'ShopAvailabilityBudgetBurn ticket-slow warning',
    ]);
  });

  it('gives every alert a summary, a description, a runbook and a dashboard', () => {
    for (const { annotations } of rulesOf(exampleSlo()).filter(isAlert))
      expect(Object.keys(annotations).sort()).toEqual(['dashboard_url', 'description', 'runbook_url', 'summary']);
  });

  it('waits for enough bad events', () => {
    for (const { expr, labels } of rulesOf(exampleSlo()).filter(isAlert)) {
      expect(expr).toMatch(/slo:sli_bad:increase\w+\{.*\} > 4\.5\)/);
      expect(/> 1\.5\)$/.test(expr)).toBe(labels.sloth_severity === 'ticket');
    }
  });

  it('makes the same of the same, always', () => {
    expect(rulesOf(exampleSlo())).toEqual(rulesOf(exampleSlo()));
  });
});
