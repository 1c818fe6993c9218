import { randomBytes } from 'node:crypto';
import { testLabel } from '@sightline/alerts';
import { type PostedAlert, type Told, waitUntil } from '@sightline/stores';
import type { Connections } from '../../connections';
import type { AlertTest } from '../alert-test';
import type { HopName } from '../hops';
import { chosenRules, type TestedRule } from './chosen-rules';
import { type Receiver, receiversOf, toldSince } from './receivers';

/** Alertmanager waits 30 s for a group to fill, unless its routes say something else. */
const patienceMs = 90_000;
const endPatienceMs = 30_000;
const everyMs = 500;
/** Should this process be killed, Alertmanager ends the test by itself. */
const lastsMs = 180_000;

/**
 * Posts alerts of anybody's rules to their Alertmanager, one after the other, with the labels that the rules give them, and ends each
 * once somebody was told. There is no inbox to say so: Alertmanager's own counters do, where it shows them.
 *
 * @throws {CliError} USAGE when there is no such alert.
 */
export async function testNotifyElsewhere(name: string | undefined, connections: Connections): Promise<AlertTest[]> {
  const tests: AlertTest[] = [];
  for (const rule of await chosenRules(name, connections)) tests.push(await testOne(rule, connections));
  return tests;
}

async function testOne(rule: TestedRule, { alerts, name: at }: Connections): Promise<AlertTest> {
  const id = randomBytes(4).toString('hex');
  const hops: Partial<Record<HopName, Date>> = {};
  const startsAt = new Date();
  const post = (endsAt: Date) => alerts.post([testAlert(rule, { id, startsAt, endsAt, at })]);
  const isIt = (alert: { readonly labels: Readonly<Record<string, string>> }) => alert.labels[testLabel] === id;
  const known = async () => (await alerts.alerts()).find(isIt);

  const before = await alerts.told();
  await post(new Date(startsAt.getTime() + lastsMs));
  hops.posted = startsAt;
  let receivers: readonly Receiver[] = [];
  let told: readonly string[] = [];
  let isHeldBack = false;
  await waitUntil(
    async () => {
      const alert = await known();
      if (!alert) return undefined;
      if (hops.alertmanager === undefined) receivers = await receiversOf(alerts, alert);
      hops.alertmanager ??= alert.updatedAt;
      isHeldBack = alert.status.state === 'suppressed';
      // What tells nobody, or cannot be seen to, is not waited for.
      if (isHeldBack || !before || receivers.every(({ integrations }) => integrations.length === 0)) return true;
      const now = await alerts.told();
      told = now ? toldSince(before, now, receivers) : [];
      return told.length > 0 || undefined;
    },
    { withinMs: patienceMs, everyMs },
  ).finally(() => post(new Date()));
  if (told.length > 0) hops.received = new Date();
  const { value: isOver } = await waitUntil(async () => ((await known()) ? undefined : true), {
    withinMs: endPatienceMs,
    everyMs,
  });
  if (isOver) hops.resolved = new Date();
  const channel = receivers.map(({ name, integrations }) => `${name} (${integrations.join(', ') || 'tells nobody'})`);
  const problem = problemOf({ hops, before, receivers, isHeldBack });
  return {
    alert: rule.name,
    severity: rule.labels.severity ?? '',
    depth: 'notify',
    channel: channel.join(', '),
    hops,
    links: [],
    ...(told.length > 0 && { note: `By Alertmanager's own counters: it told somebody by ${told.join(', ')}` }),
    ...(problem !== undefined && { problem }),
  };
}

interface Outcome {
  readonly hops: Partial<Record<HopName, Date>>;
  readonly before: Told | undefined;
  readonly receivers: readonly Receiver[];
  readonly isHeldBack: boolean;
}

function problemOf({ hops, before, receivers, isHeldBack }: Outcome): string | undefined {
  if (!hops.alertmanager) return 'Alertmanager took it, and does not know it';
  const names = receivers.map(({ name }) => name).join(', ') || 'nobody';
  if (isHeldBack) return `it is silenced or inhibited on its way to ${names}`;
  if (receivers.every(({ integrations }) => integrations.length === 0))
    return `it is routed to ${names}, which tells nobody: give that receiver an integration, or look at the routes`;
  if (!before)
    return `it is routed to ${names}; whether they were told cannot be seen: Alertmanager shows no /metrics at this address`;
  if (!hops.received)
    return `it is routed to ${names}, but nothing was sent, or all of it failed: look at Alertmanager's log`;
  if (!hops.resolved) return `${names} was told, but Alertmanager has not ended it`;
  return undefined;
}

interface Test {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly at: string;
}

/** What the rule writes about the moment cannot be filled in: it is a test, and says so. */
function testAlert({ name, query, labels, annotations }: TestedRule, { id, startsAt, endsAt, at }: Test): PostedAlert {
  const fixed = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).filter(([, text]) => !text.includes('{{')));
  return {
    labels: { severity: 'info', ...fixed(labels), alertname: name, [testLabel]: id },
    annotations: {
      ...fixed(annotations),
      summary: `A test of ${name}: nothing is wrong`,
      description: `\`sightline alert test\` sent it to the platform ${at}, and ends it by itself.${query ? ` The rule: ${query}` : ''}`,
    },
    generatorURL: '',
    startsAt,
    endsAt,
  };
}
