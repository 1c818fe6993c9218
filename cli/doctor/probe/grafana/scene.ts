import {
  BackendError,
  type DataSource,
  type Grafana,
  LokiStore,
  PrometheusStore,
  type TraceStore,
  traceStoreOf,
} from '@sightline/stores';
import type { Probe } from '../../../probe';
import type { Finding } from '../../finding';
import type { JoinedLine } from '../check-lines';

/** What the checks of Grafana work on: the data sources, and what of the probe was found in the stores themselves. */
export interface GrafanaScene {
  readonly grafana: Grafana;
  readonly dataSources: readonly DataSource[];
  readonly probe: Probe;
  readonly lines: readonly JoinedLine[];
  /** The label of the probe's exemplar that holds its trace. */
  readonly exemplarLabel: string | undefined;
  /** Whether the trace is stored, so that a link to it must open it. */
  readonly traceStored: boolean;
}

export const traceTypes: Readonly<Record<string, TraceStore['name']>> = {
  tempo: 'tempo',
  zipkin: 'zipkin',
  jaeger: 'jaeger',
};

export const ofType = ({ dataSources }: GrafanaScene, type: string) => dataSources.filter((one) => one.type === type);
export const traceSources = ({ dataSources }: GrafanaScene) => dataSources.filter(({ type }) => traceTypes[type]);

export const tracesThrough = ({ grafana }: GrafanaScene, { uid, type }: DataSource): TraceStore =>
  traceStoreOf(traceTypes[type] ?? 'tempo', grafana.through(uid));
export const logsThrough = ({ grafana }: GrafanaScene, { uid }: DataSource) => new LokiStore(grafana.through(uid));
export const metricsThrough = ({ grafana }: GrafanaScene, { uid }: DataSource) =>
  new PrometheusStore(grafana.through(uid));

/** A link of a data source, wrong in one way. */
export const broken = (hop: string, detail: string, next: string, lines: readonly string[] = []): Finding => ({
  hop,
  state: 'broken',
  detail,
  next,
  lines,
});

/** The data source that a link names, or what is wrong about it. */
export function target(
  { dataSources }: GrafanaScene,
  uid: string | undefined,
  fits: readonly DataSource[],
):
  | { readonly source: DataSource; readonly wrong?: undefined }
  | { readonly source?: undefined; readonly wrong: string } {
  const there = fits.map((one) => `${one.uid} (${one.name})`).join(', ') || 'none';
  if (uid === undefined) return { wrong: `names no data source; there is ${there}` };
  const source = dataSources.find((one) => one.uid === uid);
  if (!source) return { wrong: `names the data source ${uid}, which is not there; there is ${there}` };
  if (!fits.includes(source))
    return { wrong: `names the data source ${uid}, which is of type ${source.type}; there is ${there}` };
  return { source };
}

/** Follows a link; a store that cannot be asked through Grafana says why. */
export async function followed(hop: string, follow: () => Promise<Finding>, next: string): Promise<Finding> {
  try {
    return await follow();
  } catch (error) {
    if (error instanceof BackendError) return broken(hop, `through Grafana: ${error.message}`, next);
    throw error;
  }
}

/** Whether a link opens the probe's trace in the store that it leads to. */
export function opensTrace(scene: GrafanaScene, { hop, by, store, next, lines }: TraceLink): Promise<Finding> {
  return followed(
    hop,
    async () =>
      (await tracesThrough(scene, store).spans(scene.probe.traceId))
        ? { hop, state: 'ok', detail: `${by} opens the trace in ${store.name}` }
        : broken(
            hop,
            `${store.name} (${store.uid}) does not know the trace, and the trace store does: it is another one`,
            next,
            lines,
          ),
    next,
  );
}

interface TraceLink {
  readonly hop: string;
  /** What the link is made of. */
  readonly by: string;
  readonly store: DataSource;
  readonly next: string;
  readonly lines: readonly string[];
}

/** As provisioning writes it. */
export const provisioning = ({ name }: DataSource, ...lines: readonly string[]): string[] => [
  `- name: ${name}`,
  '  jsonData:',
  ...lines.map((line) => `    ${line}`),
];
