import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { knownMetrics } from './check/promql/known-metrics';
import { datasources } from './datasources';

const provisioning = join(__dirname, '..', 'stack', 'config', 'grafana', 'provisioning');

interface Provisioned {
  readonly uid: string;
  readonly editable?: boolean;
  readonly jsonData?: object;
}

const text = readFileSync(join(provisioning, 'datasources', 'datasources.yml'), 'utf8');
const provisioned = (parse(text) as { readonly datasources: readonly Provisioned[] }).datasources;
const uids = provisioned.map(({ uid }) => uid);

/** Every value under a key, however deep. */
function valuesOf(key: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [...(name === key ? [inner] : []), ...valuesOf(key, inner)]);
}

describe('the data sources Grafana is given', () => {
  it('have the uids the dashboards ask for, and Alertmanager', () => {
    expect(uids).toEqual(expect.arrayContaining([...Object.values(datasources).map(({ uid }) => uid), 'alertmanager']));
  });

  it('lead to one another: measurement to trace, log line to trace, trace to logs and metrics', () => {
    const links = provisioned.map(({ uid, jsonData }) => [
      uid,
      [...new Set(valuesOf('datasourceUid', jsonData))].sort(),
    ]);
    expect(Object.fromEntries(links)).toMatchObject({
      prometheus: ['traces'],
      loki: ['traces'],
      traces: ['loki', 'prometheus'],
    });
  });

  it('ask for metrics that are declared', () => {
    const queries = valuesOf('query', provisioned).map(String);
    const named = queries.flatMap((query) =>
      [...query.matchAll(/\b(\w+)\{\$\$__tags\}/g)].map(([, name]) => name ?? ''),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !knownMetrics.has(name))).toEqual([]);
  });

  it('are read-only, as are the dashboards', () => {
    expect(provisioned.filter(({ editable }) => editable)).toEqual([]);
    const providers = parse(readFileSync(join(provisioning, 'dashboards', 'dashboards.yml'), 'utf8')).providers;
    expect(providers.map(({ allowUiUpdates }: { allowUiUpdates: boolean }) => allowUiUpdates)).toEqual([false]);
  });
});
