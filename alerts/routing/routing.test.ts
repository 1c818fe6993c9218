import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { alertDefinitions } from '../catalogue/alert-definitions';
import { type Inhibition, inhibits, matches, sloInhibitions } from './inhibition';

const root = join(__dirname, '..');
const config = parse(readFileSync(join(root, 'alertmanager.yml'), 'utf8')) as {
  inhibit_rules: Inhibition[];
  receivers: { name: string; webhook_configs: { url: string }[] }[];
};
const alerts = alertDefinitions(root);

describe('alertmanager.yml', () => {
  it('holds back the lower tiers of an SLO as its compiler says', () => {
    for (const rule of sloInhibitions()) expect(config.inhibit_rules).toContainEqual(rule);
  });

  it('lets a test hold back tests of the same run only', () => {
    expect(config.inhibit_rules.filter(({ equal }) => !equal.includes('sightline_test'))).toEqual([]);
  });

  it('speaks of alerts that there are', () => {
    const matchers = config.inhibit_rules.flatMap((rule) => [...rule.source_matchers, ...rule.target_matchers]);
    const named = matchers.flatMap((matcher) => /^alertname=~?"(.*)"$/.exec(matcher)?.[1]?.split('|') ?? []);
    expect(named.filter((name) => !alerts.some((alert) => alert.name === name))).toEqual([]);
  });

  it('tells the inbox whatever it tells anybody', () => {
    for (const { name, webhook_configs } of config.receivers)
      expect(webhook_configs.map(({ url }) => url)).toContain(`\${INBOX_URL}/notify/${name}`);
  });
});

it('every alert has a severity that somebody hears of', () => {
  const severities = ['critical', 'warning', 'info'];
  expect(alerts.filter(({ severity }) => !severities.includes(severity)).map(({ id }) => id)).toEqual([]);
});

describe('a matcher', () => {
  it.each([
    ['severity="critical"', true],
    ['severity!="critical"', false],
    ['severity=~"crit.*|warning"', true],
    ['severity=~"crit"', false],
    ['severity!~"info|warning"', true],
    ['tier=""', true],
    ['tier!=""', false],
  ])('%s', (matcher, expected) => expect(matches(matcher, { severity: 'critical' })).toBe(expected));
});

describe('an inhibition', () => {
  const rule = { source_matchers: ['a="1"'], target_matchers: ['a=~"1|2"'], equal: ['b'] };

  it('holds back what matches and is equal, a missing label being empty', () => {
    expect(inhibits(rule, { a: '1' }, { a: '2', b: '' })).toBe(true);
    expect(inhibits(rule, { a: '1', b: 'x' }, { a: '2', b: 'y' })).toBe(false);
  });

  it('never lets an alert hold itself back', () => expect(inhibits(rule, { a: '1' }, { a: '1' })).toBe(false));
});
