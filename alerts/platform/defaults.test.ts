import { expect, it } from 'vitest';
import type { AlertingRule } from '../compiler/rules';
import { withDefaults } from './defaults';

const completed = (rule: Partial<AlertingRule>, component = 'kafka') =>
  withDefaults({
    component,
    groups: [
      { name: component, rules: [{ alert: 'Broken', expr: 'up == 0\n', labels: {}, annotations: {}, ...rule }] },
    ],
  }).groups[0]?.rules[0];

it('gives an alert what its author forgot', () => {
  expect(completed({ labels: { severity: 'warning' }, annotations: { summary: 'It is broken' } })).toEqual({
    alert: 'Broken',
    expr: 'up == 0',
    labels: { severity: 'warning', component: 'kafka', team: 'platform' },
    annotations: {
      summary: 'It is broken',
      runbook_url: 'alerts/runbooks/Broken.md',
      dashboard_url: '/d/sightline-kafka',
    },
  });
});

it('leaves what its author wrote', () => {
  const own = { labels: { team: 'shop', component: 'cart' }, annotations: { runbook_url: 'r', dashboard_url: 'd' } };
  expect(completed(own)).toMatchObject(own);
});

it('leads from a component without a dashboard of its own to the overview', () => {
  expect(completed({}, 'watchdog')?.annotations.dashboard_url).toBe('/d/sightline-overview');
});
