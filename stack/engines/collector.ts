import type { Engine, Site } from '../component';
import { inRepository } from '../repository';
import { type ApplicationName, applicationNames } from '../services/applications';
import { httpProbe } from '../supervise/http-probe';
import type { IdentityFiles } from '../tls/certificates';
import { goWorkspace } from './go-workspace';
import { victorialogsLogin } from './victorialogs';

export const collector: Engine = {
  name: 'collector',
  title: 'OpenTelemetry Collector',
  version: '0.145.0',
  ports: ['otlpGrpc', 'otlpHttp', 'lokiReceiver', 'collectorHealth', 'collectorMetrics'],
  address: (at) => at.url('otlpHttp'),
  // Of nothing: what a store has not taken yet waits on its disk.
  after: [],
  yields: true,
  installation: {
    programs: [{ name: 'otelcol-sightline', path: 'otelcol-sightline' }],
    // Our own distribution: nobody publishes it.
    registry: {
      kind: 'go',
      module: inRepository('collector', 'distribution', 'generated'),
      workspace: goWorkspace,
      rank: 1,
      packages: { 'otelcol-sightline': 'sightline.dev/collector' },
    },
  },
  command: (site) => ({
    program: site.program('collector', 'otelcol-sightline'),
    args: ['base', site.traceStore, site.logStore, ...(site.certificates ? ['secure'] : [])].map(
      (layer) => `--config=${inRepository('collector', 'config', `${layer}.yaml`)}`,
    ),
    env: environment(site),
  }),
  ready: (site) => httpProbe(site, 'collectorHealth'),
};

const environment = (site: Site) => {
  const { addresses, home, secrets, settings, dashboards, certificates } = site;
  return {
    // Spans live for a moment: collecting garbage a half as often gives back some processor time in a rush, for some 30 MB.
    GOGC: '200',
    // Before the memory limiter minds, it is collected as often as it takes.
    GOMEMLIMIT: '250MiB',
    OTLP_GRPC_ENDPOINT: addresses.at('otlpGrpc'),
    OTLP_HTTP_ENDPOINT: addresses.at('otlpHttp'),
    LOKI_RECEIVER_ENDPOINT: addresses.at('lokiReceiver'),
    COLLECTOR_HEALTH_ENDPOINT: addresses.at('collectorHealth'),
    COLLECTOR_METRICS_HOST: addresses.host,
    COLLECTOR_METRICS_PORT: String(addresses.ports.collectorMetrics),
    COLLECTOR_STORAGE_DIR: home.data('collector'),
    LOKI_URL: addresses.url('loki'),
    LOKI_TARGET: addresses.at('loki'),
    VICTORIALOGS_URL: addresses.url('victorialogs'),
    VICTORIALOGS_TARGET: addresses.at('victorialogs'),
    PROMETHEUS_URL: addresses.url('prometheus'),
    PROMETHEUS_TARGET: addresses.at('prometheus'),
    ALERTMANAGER_TARGET: addresses.at('alertmanager'),
    ZIPKIN_URL: addresses.url('zipkin'),
    ZIPKIN_TARGET: addresses.at('zipkin'),
    TEMPO_OTLP_URL: addresses.url('tempoOtlpHttp'),
    TEMPO_TARGET: addresses.at('tempo'),
    KAFKA_BROKERS: addresses.at('kafka'),
    POSTGRES_ENDPOINT: addresses.at('postgres'),
    POSTGRES_MONITOR_PASSWORD: secrets.monitorPassword,
    ...Object.fromEntries(applicationNames.map((name) => [targetVariable(name), addresses.at(name)])),
    BANK_TARGET: addresses.at('bank'),
    FLAGS_TARGET: addresses.at('flags'),
    INBOX_TARGET: addresses.at('inbox'),
    TRAFFIC_TARGET: addresses.at('traffic'),
    DASHBOARDS: dashboards,
    DASHBOARDS_TARGET: addresses.at('grafana'),
    SIGHTLINE_TRACE_SHARE: String(settings.traceShare),
    SIGHTLINE_SLOW_TRACE_MS: String(settings.slowTraceMs),
    SIGHTLINE_TRACE_DECISION_WAIT: settings.traceDecisionWait,
    DEPLOYMENT_ENVIRONMENT: settings.environment,
    ...(certificates && knownBy(site, certificates.of('collector'))),
  };
};

/** By what it is known to those whom it asks and tells, and how it speaks to them. */
const knownBy = (site: Site, { authority, certificate, key }: IdentityFiles) => {
  const login = victorialogsLogin(site);
  return {
    COLLECTOR_CA_FILE: authority,
    COLLECTOR_CERTIFICATE_FILE: certificate,
    COLLECTOR_KEY_FILE: key,
    // Whose health is asked for is believed by the same authority.
    SSL_CERT_FILE: authority,
    PEER_SCHEME: 'https',
    DASHBOARDS_SCHEME: 'https',
    ...(login && {
      VICTORIALOGS_AUTHORIZATION: login.authorization,
      VICTORIALOGS_BASIC_AUTH: JSON.stringify({ username: login.username, password_file: login.passwordFile }),
    }),
  };
};

/** The variable by which `collector/config/base.yaml` knows where to scrape one of our services. */
export const targetVariable = (name: ApplicationName) => `${name.replaceAll('-', '_').toUpperCase()}_TARGET`;
