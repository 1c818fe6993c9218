import { type PrometheusApart, prometheusApart } from '@sightline/stack';
import { type Access, PrometheusStore, waitUntil } from '@sightline/stores';
import { stringify } from 'yaml';

export interface PrometheusOfTestOptions {
  /** The text of its rules file. */
  readonly rules: string;
  /** The Alertmanager it tells. */
  readonly alertmanager: Pick<Access, 'url' | 'ca' | 'clientCertificate'>;
  /** How its alerts are marked on their way out. */
  readonly relabel: readonly object[];
}

export interface PrometheusOfTest extends PrometheusApart {
  readonly store: PrometheusStore;
}

export const rulesFile = 'rules.yml';

/** A Prometheus apart which evaluates the rules of a test. Resolves when it knows whom to tell. */
export async function prometheusOfTest(options: PrometheusOfTestOptions): Promise<PrometheusOfTest> {
  const { rules, alertmanager, relabel } = options;
  const config = stringify(configuration(alertmanager, relabel));
  const apart = await prometheusApart({ config, files: { [rulesFile]: rules } });
  const store = new PrometheusStore(apart.url);
  const { value } = await waitUntil(async () => (await store.alertmanagers())[0], { withinMs: 30_000 });
  if (value) return { ...apart, store };
  await apart[Symbol.asyncDispose]();
  throw new Error('The Prometheus of the test has not found Alertmanager within 30 s');
}

const told = ({ url, ca, clientCertificate }: PrometheusOfTestOptions['alertmanager']) => {
  const { protocol, host } = new URL(url);
  return {
    scheme: protocol.replace(':', ''),
    tls_config: {
      ...(ca && { ca_file: ca }),
      ...(clientCertificate && { cert_file: clientCertificate.certificate, key_file: clientCertificate.key }),
    },
    static_configs: [{ targets: [host] }],
  };
};

const configuration = (alertmanager: PrometheusOfTestOptions['alertmanager'], relabel: readonly object[]) => ({
  global: { evaluation_interval: '1s' },
  rule_files: [rulesFile],
  alerting: { alert_relabel_configs: relabel, alertmanagers: [told(alertmanager)] },
  // Names stay as the rules know them, and samples may be of long ago.
  otlp: { translation_strategy: 'NoTranslation' },
  storage: { tsdb: { out_of_order_time_window: '60d' } },
});
