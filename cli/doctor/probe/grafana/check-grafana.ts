import { BackendError, type DataSource, type Grafana } from '@sightline/stores';
import type { Finding } from '../../finding';
import { skipped } from '../examination';
import { dashboardsData } from './dashboards-data';
import { exemplarToTrace } from './exemplar-to-trace';
import { logToTrace } from './log-to-trace';
import { broken, type GrafanaScene } from './scene';
import { traceToLogs } from './trace-to-logs';
import { traceToMetrics } from './trace-to-metrics';

const checks = [dashboardsData, exemplarToTrace, logToTrace, traceToLogs, traceToMetrics];

/** The links between the signals, as Grafana's data sources have them, followed. */
export async function checkGrafana(
  grafana: Grafana,
  found: Omit<GrafanaScene, 'grafana' | 'dataSources'>,
): Promise<Finding[]> {
  const hop = 'Grafana: data sources';
  let dataSources: DataSource[];
  try {
    dataSources = await grafana.dataSources();
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    // Our own viewer shows dashboards in its place, has no data sources, and tells no version of Grafana.
    const isGrafana = await grafana.about().then(
      ({ version }) => version !== undefined,
      () => true,
    );
    if (!isGrafana && error.code === 'BACKEND_REFUSED')
      return [skipped(hop, 'what shows the dashboards is no Grafana')];
    const next = 'a token that may read data sources (role Admin, or the permission datasources:read)';
    return [broken(hop, error.message, next)];
  }
  if (dataSources.length === 0)
    return [broken(hop, 'there are none', 'Grafana: add Prometheus, Loki and the trace store')];
  const scene = { ...found, grafana, dataSources };
  if (dataSources.every(({ jsonData }) => jsonData === undefined || jsonData === null)) {
    const detail = 'how they are set up may not be read: their links cannot be followed';
    return [...(await dashboardsData(scene)), { hop, state: 'skipped', detail }];
  }
  return (await Promise.all(checks.map((check) => check(scene)))).flat();
}
