import { InboxClient } from '@sightline/inbox';
import { type Addresses, type Certificates, type PlatformState, readPlatform } from '@sightline/stack';
import { type Certified, fetchOver, type Platform } from '@sightline/stores';
import { OrderApi, overFetch, ServiceApi } from '@sightline/traffic';
import { CliError } from '../cli-error';
import { type Connections, connections, type OpenPlatform } from '../connections';

/** As stack/config/grafana gives them. */
const dataSources = { traces: 'traces', prometheus: 'prometheus', loki: 'loki' } as const;

/** What `npm start` runs from this home. */
export function localPlatform(state: PlatformState): OpenPlatform {
  const { addresses, apiKey, traceStore, logStore, components, certificates } = state;
  const hasPage = components.some(({ name }) => name === 'grafana' || name === 'viewer');
  return {
    ...ownPlatform({
      addresses,
      apiKey,
      traceStore,
      logStore,
      hasPage,
      ...(certificates && { own: ownOf(certificates) }),
    }),
    name: 'local',
    kind: 'local',
    supervised: state,
  };
}

const ownOf = (certificates: Certificates): Certified => {
  const { authority, certificate, key } = certificates.of('operator');
  return { ca: authority, clientCertificate: { certificate, key } };
};

export interface OwnOptions {
  readonly addresses: Addresses;
  readonly apiKey: string;
  readonly traceStore: 'zipkin' | 'tempo';
  readonly logStore: 'loki' | 'victorialogs';
  /** Whether Grafana, or the viewer in its place, runs. */
  readonly hasPage: boolean;
  /** By what we are known where it is asked who one is, and what we believe. */
  readonly own?: Certified;
}

/** What both ways to run our own platform have: only the ports differ. */
export function ownPlatform(options: OwnOptions): Pick<OpenPlatform, 'platform' | 'dataSources' | 'shop'> {
  const { addresses, apiKey, traceStore, logStore, hasPage, own = {} } = options;
  const at = (name: Parameters<Addresses['url']>[0]) => ({ url: addresses.url(name), ...own });
  const platform: Platform = {
    traces: { store: traceStore, ...at(traceStore) },
    logs: at('loki'),
    metrics: at('prometheus'),
    alerts: at('alertmanager'),
    ...(hasPage && { dashboards: at('grafana') }),
    otlp: at('otlpHttp'),
  };
  const transport = overFetch(fetchOver(own));
  const orders = new OrderApi({ url: addresses.url('order'), apiKey, transport });
  const payments = new ServiceApi({ url: addresses.url('payment'), apiKey, transport });
  const inbox = new InboxClient(at('inbox'));
  return { platform, dataSources, shop: { addresses, own, orders, payments, inbox, logStore } };
}

/** The platform that runs from this home. @throws {CliError} PLATFORM_NOT_RUNNING */
export function runningPlatform(): PlatformState {
  const platform = readPlatform();
  if (platform !== undefined) return platform;
  throw new CliError('PLATFORM_NOT_RUNNING', 'No platform is running here: start it with `npm start`');
}

/** The same, to be asked. @throws {CliError} PLATFORM_NOT_RUNNING */
export const connectToLocal = (): Connections => connections(localPlatform(runningPlatform()));
