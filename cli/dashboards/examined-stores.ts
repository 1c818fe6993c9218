import { BackendError, type Grafana, LokiStore, PrometheusStore } from '@sightline/stores';
import type { ExaminedStores } from 'grafana-dashboard-builder';
import type { Connections } from '../connections';
import { impatient } from '../impatient';

export interface StoreFlags {
  readonly prometheus?: string;
  readonly loki?: string;
}

/**
 * Who is asked for what dashboards ask: the stores that are named, else those of the platform; for dashboards in a Grafana its own
 * data sources, through it. Undefined when there is none at all.
 */
export async function examinedStores(
  { prometheus, loki }: StoreFlags,
  { connections, grafana }: { readonly connections: Connections | undefined; readonly grafana: Grafana | undefined },
): Promise<ExaminedStores | undefined> {
  const silences = new Set<unknown>();
  const isSilence = (error: unknown) => silences.has(error);
  // One that hangs is waited for once, however many panels there are.
  const once = <Store extends object>(store: Store): Store =>
    impatient(() => store, { leftAlone: (error) => void silences.add(error) });
  const named = {
    metrics: prometheus ? new PrometheusStore(prometheus) : own(connections, 'metrics'),
    logs: loki ? new LokiStore(loki) : own(connections, 'logs'),
  };
  const metrics = named.metrics && once(named.metrics);
  const logs = named.logs && once(named.logs);
  const direct = metrics || logs ? { metrics: () => metrics, logs: () => logs, isSilence } : undefined;
  if (!grafana) return direct;
  // Who shows dashboards without data sources of its own shows them from the stores that we know, too.
  const dataSources = await grafana.dataSources().catch((error) => {
    if (direct && error instanceof BackendError) return undefined;
    throw error;
  });
  if (!dataSources) return direct;
  const through = <Store>(named: Store | undefined, type: string, make: (uid: string) => Store) => {
    const made = new Map<string, Store>();
    const usual =
      dataSources.find((one) => one.type === type && one.isDefault) ?? dataSources.find((one) => one.type === type);
    return (uid: string | undefined): Store | undefined => {
      const asked = uid ?? usual?.uid;
      if (named || asked === undefined) return named;
      const store = made.get(asked) ?? make(asked);
      made.set(asked, store);
      return store;
    };
  };
  return {
    metrics: through(prometheus ? metrics : undefined, 'prometheus', (uid) =>
      once(new PrometheusStore(grafana.through(uid))),
    ),
    logs: through(loki ? logs : undefined, 'loki', (uid) => once(new LokiStore(grafana.through(uid)))),
    dataSources,
    isSilence,
  };
}

const own = <Part extends 'metrics' | 'logs'>(connections: Connections | undefined, part: Part) =>
  connections?.has(part) ? connections[part] : undefined;
