import { expectedRoute } from '@sightline/alerts';
import { Alertmanager, PrometheusStore } from '@sightline/stores';
import { listedAlerts, listText } from '../alert-list';
import { knownAlerts } from '../alert-test';
import { CliError } from '../cli-error';
import { parseUrl } from '../parse';
import { columns } from '../terminal/columns';
import { type Call, type Outcome, type Screen, verb } from '../verb';

interface AlertListOptions {
  readonly prometheus?: string;
  readonly alertmanager?: string;
}

export const alertListVerb = verb<AlertListOptions>({
  name: 'alert list',
  summary: 'every alert, and who hears of it',
  description:
    "The alerts that a Prometheus has rules for and an Alertmanager knows: how each stands, and whom it tells. On our own platform, and where none is there, those of this repository's rules with the channel that each goes to. A rule that cannot be evaluated is a problem.",
  onlyReads: true,
  needs: [],
  uses: ['metrics', 'alerts'],
  options: [
    { flags: '--prometheus <url>', description: "whose rules (default: the platform's)", parse: parseUrl },
    { flags: '--alertmanager <url>', description: "who tells of them (default: the platform's)", parse: parseUrl },
  ],
  examples: [
    { command: 'sightline alert list', does: 'a table of alerts' },
    { command: 'sightline alert list --prometheus http://localhost:9090', does: 'those of any Prometheus' },
    { command: 'sightline alert list --json', does: 'the same with expressions, for a program' },
  ],
  async run(call) {
    const { options, screen } = call;
    if (options.prometheus === undefined && options.alertmanager === undefined) return ofPlatform(call);
    const metrics = options.prometheus === undefined ? undefined : new PrometheusStore(options.prometheus);
    const alerts = options.alertmanager === undefined ? undefined : new Alertmanager(options.alertmanager);
    return listed({ metrics, alerts }, screen);
  },
});

async function ofPlatform({ connect, screen }: Call<AlertListOptions>): Promise<Outcome> {
  const connections = await connect().catch((error) => {
    if (error instanceof CliError && error.code === 'PLATFORM_NOT_RUNNING') return undefined;
    throw error;
  });
  if (connections?.kind !== 'described') return ofRepository();
  // Says what is missing where there is neither.
  const metrics = connections.has('metrics') || !connections.has('alerts') ? connections.metrics : undefined;
  return listed({ metrics, alerts: connections.has('alerts') ? connections.alerts : undefined }, screen);
}

async function listed(stores: Parameters<typeof listedAlerts>[0], screen: Screen): Promise<Outcome> {
  const alerts = await listedAlerts(stores);
  return { value: alerts, text: listText(alerts, screen), problem: alerts.some(({ error }) => error !== undefined) };
}

/** As the rules define them, before anything runs. */
function ofRepository(): Outcome {
  const alerts = knownAlerts().map(({ id, severity, expr, labels, annotations, name }) => ({
    id,
    severity,
    channel: expectedRoute({ ...labels, alertname: name }).receiver,
    summary: annotations.summary ?? '',
    expr,
  }));
  const rows = alerts.map(({ id, severity, channel, summary }) => [id, severity, channel, summary]);
  const head = ['alert', 'severity', 'goes to', 'summary'].map((title) => ({ title }));
  return { value: alerts, text: columns(head, rows) };
}
