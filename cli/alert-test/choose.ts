import { type AlertDefinition, alertDefinitions, FiringCases } from '@sightline/alerts';
import { inRepository } from '@sightline/stack';
import { usageError } from '../cli-error';
import { unknownName } from '../unknown-name';
import type { Subject } from './alert-test';

const root = inRepository('alerts');

export const knownAlerts = (): AlertDefinition[] => alertDefinitions(root);

/**
 * The alerts that a name means: one by its id, or all tiers of an SLO by their common name. Without a name, all.
 *
 * @throws {CliError} USAGE when there is none, or when an alert has no test that tells what it fires on.
 */
export function chosenAlerts(name: string | undefined): Subject[] {
  const cases = new FiringCases(root);
  const all = knownAlerts();
  const chosen = name === undefined ? all : all.filter((alert) => alert.id === name || alert.name === name);
  if (name !== undefined && chosen.length === 0)
    throw unknownName('alert', name, [...new Set(all.map((alert) => alert.name))]);
  return chosen.map((alert) => {
    const firing = cases.of(alert);
    if (firing) return { alert, firing };
    throw usageError(`No test under alerts/ says what ${alert.id} fires on: add one to alerts/rules/cases`);
  });
}
