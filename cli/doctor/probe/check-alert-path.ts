import { randomBytes } from 'node:crypto';
import { testLabel } from '@sightline/alerts';
import { type Alertmanager, BackendError, type KnownAlert, type PostedAlert, type Told } from '@sightline/stores';
import { type Receiver, receiversOf, toldSince } from '../../alert-test';
import type { Finding } from '../finding';
import { lacking, lookFor, type ProbeExamination } from './examination';

const hop = 'test alert told';

/** Should this process be killed, Alertmanager ends the alert by itself. */
const lastsMs = 120_000;

export interface AlertPathOptions {
  /** Beside those that say that it is a test: they choose the route. */
  readonly labels: Readonly<Record<string, string>>;
  /** Whether an inbox received an alert with this label, when there is one. */
  received?(label: string, id: string): Promise<boolean>;
}

/** A test alert goes the way to its receiver, and is ended again. */
export async function checkAlertPath(
  { clients, withinMs }: Pick<ProbeExamination, 'clients' | 'withinMs'>,
  { labels, received }: AlertPathOptions,
): Promise<Finding[]> {
  const { alerts } = clients;
  if (!alerts) return [lacking(hop, 'alerts')];
  const id = randomBytes(4).toString('hex');
  const before = await alerts.told();
  const startsAt = new Date();
  const post = (endsAt: Date) => alerts.post([testAlert({ ...labels, [testLabel]: id }, startsAt, endsAt)]);
  let known: KnownAlert | undefined;
  let receivers: readonly Receiver[] = [];
  const { finding } = await lookFor(
    {
      hop,
      expectedMs: 35_000,
      find: async () => {
        if (!known) {
          // Posted in here, so that one that cannot be posted is told as all else is.
          if (!(await isKnown(alerts, id))) await post(new Date(startsAt.getTime() + lastsMs));
          const alert = await isKnown(alerts, id);
          // Known only together with its receivers, so that a configuration that could not be read is asked for again.
          if (alert) receivers = await receiversOf(alerts, alert);
          known = alert;
        }
        // An inbox proves it of this very alert; counters are of all.
        if (received) return (await inboxSays(received, id)) ? 'the inbox received it' : undefined;
        return known && receivers.some(({ integrations }) => integrations.length > 0)
          ? toldOf(before, await alerts.told(), receivers)
          : undefined;
      },
      found: (by) => by,
      missing: () => whyNot(known, receivers, before),
      next: "Alertmanager's routes, and its log: `amtool config routes test` with the labels of the alert names the receiver",
      lines: [
        'route: { receiver: on-call }',
        'receivers:',
        '  - name: on-call',
        '    webhook_configs: [{ url: https://... }]   # or pagerduty_configs, slack_configs, ...',
      ],
    },
    withinMs,
  ).finally(() => post(new Date()).catch(() => undefined));
  return [finding];
}

/** The inbox is no store: what keeps it from answering is told as what keeps a store. */
const inboxSays = (received: NonNullable<AlertPathOptions['received']>, id: string) =>
  received(testLabel, id).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BackendError('BACKEND_UNREACHABLE', 'inbox', `the inbox cannot be asked: ${reason}`, { cause });
  });

const testAlert = (labels: Record<string, string>, startsAt: Date, endsAt: Date): PostedAlert => ({
  labels: { alertname: 'SightlineDoctor', severity: 'info', ...labels },
  annotations: { summary: 'A test by sightline doctor: nothing is wrong', description: 'It ends by itself.' },
  generatorURL: '',
  startsAt,
  endsAt,
});

const isKnown = async (alerts: Alertmanager, id: string) =>
  (await alerts.alerts()).find(({ labels }) => labels[testLabel] === id);

/** Alertmanager counts what it sends by integration, not by alert: that a count went up, and none failed, is what it can prove. */
function toldOf(before: Told | undefined, now: Told | undefined, receivers: readonly Receiver[]): string | undefined {
  const [moved] = before && now ? toldSince(before, now, receivers) : [];
  return (
    moved &&
    `by Alertmanager's own counters: ${moved} notifications went up, to ${receivers.map(({ name }) => name).join(', ')}`
  );
}

function whyNot(known: KnownAlert | undefined, receivers: readonly Receiver[], before: Told | undefined): string {
  if (!known) return 'Alertmanager took the alert and does not know it';
  const names = receivers.map(({ name }) => name).join(', ') || 'nobody';
  if (known.status.state === 'suppressed') return `it is silenced or inhibited on its way to ${names}`;
  if (receivers.every(({ integrations }) => integrations.length === 0))
    return `it is routed to ${names}, which tells nobody`;
  if (!before)
    return `it is routed to ${names}; whether that was told cannot be seen: neither an inbox nor Alertmanager's /metrics is to be had`;
  return `it is routed to ${names}, but no notification was sent, or all failed`;
}
