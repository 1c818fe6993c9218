import type { AlertRule } from '@sightline/stores';
import { usageError } from '../../cli-error';
import type { Connections } from '../../connections';
import { unknownName } from '../../unknown-name';

/** What of a rule its alert is made of. */
export type TestedRule = Pick<AlertRule, 'name' | 'query' | 'labels' | 'annotations'>;

/**
 * The alerts that a name means, by the rules that Prometheus has; all, without a name. Where no Prometheus is known, any name will do:
 * Alertmanager asks nobody.
 *
 * @throws {CliError} USAGE when there is no such alert, PART_MISSING when all are meant and no Prometheus is known.
 */
export async function chosenRules(name: string | undefined, connections: Connections): Promise<TestedRule[]> {
  if (name !== undefined && !connections.has('metrics')) return [{ name, query: '', labels: {}, annotations: {} }];
  const all = await connections.metrics.alertRules();
  const chosen = name === undefined ? all : all.filter((rule) => rule.name === name);
  if (chosen.length > 0) return chosen;
  if (all.length === 0)
    throw usageError(`The Prometheus of ${connections.name} has no alerting rules, so there is nothing to test`);
  throw unknownName('alert', name ?? '', [...new Set(all.map((rule) => rule.name))]);
}
