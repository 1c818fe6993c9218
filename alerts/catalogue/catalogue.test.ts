import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AlertDefinition, alertDefinitions } from './alert-definitions';
import { FiringCases } from './firing-case';

const root = join(__dirname, '..');
const alerts = alertDefinitions(root);
const cases = new FiringCases(root);

it('values are read as Prometheus reads them', () => {
  const firing = cases.of(alerts.find(({ id }) => id === 'TargetDown') as AlertDefinition);
  expect(new Set(firing?.series.flatMap(({ values }) => values))).toContain(0);
});

describe('the catalogue of alerts', () => {
  it('knows the rules that are written and those that are generated, each by an id of its own', () => {
    const ids = alerts.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['TargetDown', 'OrderAvailabilityBudgetBurn/outage']));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(alerts.map((alert) => [alert.id, alert] as const))('%s has a test in which it fires', (_, alert) => {
    const firing = cases.of(alert);
    expect(firing?.labels).toMatchObject({ alertname: alert.name, severity: alert.severity });
    expect(firing?.annotations.summary).toMatch(/^\S/);
    expect(firing?.annotations.summary).not.toContain('{{');
  });
});
