import { type DataSource, serviceGraphCalls, spanMetricCalls } from '@sightline/stores';
import { probeServices } from '../../../probe';
import type { Finding } from '../../finding';

import { tracesLinks } from './data-source-links';
import {
  broken,
  followed,
  type GrafanaScene,
  metricsThrough,
  ofType,
  provisioning,
  target,
  traceSources,
} from './scene';
import { matchersOf } from './trace-to-logs';

/** A span leads to what is counted of its service, and the map of services is drawn. */
export async function traceToMetrics(scene: GrafanaScene): Promise<Finding[]> {
  const [source] = traceSources(scene);
  return source ? Promise.all([toMetrics(scene, source), serviceMap(scene, source)]) : [];
}

async function toMetrics(scene: GrafanaScene, source: DataSource): Promise<Finding> {
  const hop = 'Grafana: trace to metrics';
  const stores = ofType(scene, 'prometheus');
  const next = `the data source ${source.name} of Grafana, under Trace to metrics`;
  const lines = provisioning(
    source,
    'tracesToMetrics:',
    `  datasourceUid: ${stores[0]?.uid ?? '<uid of Prometheus>'}`,
    '  spanStartTimeShift: -10m',
    '  spanEndTimeShift: 10m',
    '  tags: [{ key: service.name, value: service_name }]',
    "  queries: [{ name: Calls, query: 'sum(rate(traces_span_metrics_calls_total{$$__tags}[5m]))' }]",
  );
  const { tracesToMetrics: link } = tracesLinks.parse(source.jsonData ?? {});
  if (!link) return broken(hop, `${source.name} has no tracesToMetrics`, next, lines);
  const { source: store, wrong } = target(scene, link.datasourceUid, stores);
  if (!store) return broken(hop, `${source.name} ${wrong}`, next, lines);
  if (link.queries.length === 0)
    return { hop, state: 'ok', detail: `leads to ${store.name}, without a query of its own` };
  const metrics = metricsThrough(scene, store);
  if ((await metrics.query(spanMetricCalls(probeServices.caller)).catch(() => [])).length === 0)
    return { hop, state: 'skipped', detail: 'span metrics did not count the probe' };
  return followed(
    hop,
    async () => {
      for (const { name, query } of link.queries) {
        const asked = query
          .replaceAll(/\$+(?:\{__tags\}|__tags)/g, matchersOf(link.tags))
          .replaceAll(/\$+(?:\{__(?:rate_)?interval\}|__(?:rate_)?interval)/g, '5m');
        // What one probe counts is no rate yet: the series must be there.
        const bare = /[\w:]+\{[^}]*\}/.exec(asked)?.[0] ?? asked;
        if ((await metrics.query(bare)).length === 0)
          return broken(
            hop,
            `the query "${name}" of ${source.name} selects nothing of the probe's service: ${bare}`,
            next,
            lines,
          );
      }
      return { hop, state: 'ok', detail: `${link.queries.length} queries to ${store.name} select the service` };
    },
    next,
  );
}

async function serviceMap(scene: GrafanaScene, source: DataSource): Promise<Finding> {
  const hop = 'Grafana: service map';
  const stores = ofType(scene, 'prometheus');
  const next = `the data source ${source.name} of Grafana, under Service graph`;
  const lines = provisioning(source, 'serviceMap:', `  datasourceUid: ${stores[0]?.uid ?? '<uid of Prometheus>'}`);
  if (source.type !== 'tempo') return { hop, state: 'skipped', detail: `${source.type} draws it without Prometheus` };
  const uid = tracesLinks.parse(source.jsonData ?? {}).serviceMap?.datasourceUid;
  if (uid === undefined) return broken(hop, `${source.name} has no serviceMap`, next, lines);
  const { source: store, wrong } = target(scene, uid, stores);
  if (!store) return broken(hop, `${source.name} ${wrong}`, next, lines);
  return followed(
    hop,
    async () => {
      const drawn = await metricsThrough(scene, store).query(serviceGraphCalls());
      return drawn.length > 0
        ? { hop, state: 'ok', detail: `drawn from ${store.name}` }
        : { hop, state: 'skipped', detail: `${store.name} has no service graph yet` };
    },
    next,
  );
}
