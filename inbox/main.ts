import { dirname, join } from 'node:path';
import { Doorkeeper, followedKeys, InvalidKeysFile, ServerTls, type TlsFiles, tlsFilesOf } from '@sightline/access';
import { InvalidConfig, readConfig } from '@sightline/config';
import { type Access, Alertmanager, OtlpSender, PrometheusStore, traceStoreOf } from '@sightline/stores';
import { SilenceWatch } from './audit/silence-watch';
import { type Config, configSchema } from './config';
import { createInbox } from './inbox';
import { Deliveries } from './keep/deliveries';
import { SilenceAlarm } from './keep/silence-alarm';
import { addTrace } from './trace/add-trace';

/** A notification is kept and shown without its trace: nobody waits for one. */
const timeoutMs = 2000;

/** Keeps in the audit log who silenced what. @returns ends it. */
function watchSilences(config: Config, letIn: LetIn): () => void {
  if (!config.OTEL_EXPORTER_OTLP_ENDPOINT) return () => {};
  const {
    OTEL_EXPORTER_OTLP_CERTIFICATE: ca,
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: certificate,
    OTEL_EXPORTER_OTLP_CLIENT_KEY: key,
  } = config;
  return new SilenceWatch({
    alertmanager: new Alertmanager({
      url: config.ALERTMANAGER_API_URL ?? config.ALERTMANAGER_URL,
      timeoutMs,
      ...letIn,
    }),
    collector: new OtlpSender({
      url: config.OTEL_EXPORTER_OTLP_ENDPOINT,
      timeoutMs,
      ...(ca && { ca }),
      ...(certificate && key && { clientCertificate: { certificate, key } }),
    }),
    file: join(dirname(config.INBOX_FILE), 'silences-told.json'),
    report: console.warn,
  }).start();
}

type LetIn = Pick<Access, 'ca' | 'clientCertificate'>;

/** How the stores let us in, where they ask who we are. */
const letInBy = (files: TlsFiles | undefined): LetIn =>
  files ? { ca: files.ca, clientCertificate: { certificate: files.certificate, key: files.key } } : {};

async function main(): Promise<void> {
  const config = readConfig(configSchema, process.env);
  const files = tlsFilesOf(config);
  const tls = files && new ServerTls(files, { onlyKnown: false });
  const keys = config.SIGHTLINE_API_KEYS_FILE;
  const letIn = letInBy(files);
  const deliveries = new Deliveries({ file: config.INBOX_FILE });
  const stores = {
    prometheus: new PrometheusStore({ url: config.PROMETHEUS_URL, timeoutMs, ...letIn }),
    traces: traceStoreOf(config.TRACES_TYPE, { url: config.TRACES_URL, timeoutMs, ...letIn }),
  };
  const inbox = createInbox({
    deliveries,
    onDelivery: (delivery) => void addTrace(delivery, { deliveries, report: console.warn, ...stores }),
    host: config.HOST,
    report: console.error,
    links: { inbox: config.INBOX_URL, dashboards: config.DASHBOARDS_URL, alertmanager: config.ALERTMANAGER_URL },
    runbooks: config.RUNBOOKS,
    assets: join(__dirname, '..', 'page'),
    ...(keys && { doorkeeper: new Doorkeeper(followedKeys(keys, console.warn)) }),
    ...(tls && { tls: tls.options }),
  });
  tls?.follow(inbox.server, console.error);
  const unwatch = watchSilences(config, letIn);
  const quiet = new SilenceAlarm(deliveries).start();
  console.log(`inbox listens at ${await inbox.listen({ host: config.HOST, port: config.PORT })}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      quiet();
      unwatch();
      void inbox.close();
    });
}

main().catch((error) => {
  console.error(error instanceof InvalidConfig || error instanceof InvalidKeysFile ? error.message : error);
  process.exitCode = 1;
});
