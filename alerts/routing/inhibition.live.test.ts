/** What the running Alertmanager makes of all alerts at once: groups, receivers, and who holds whom back. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readPlatform } from '@sightline/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { alertDefinitions } from '../catalogue/alert-definitions';
import { FiringCases } from '../catalogue/firing-case';
import { expectedRoute } from './expected-route';
import { type Inhibition, inhibits } from './inhibition';

interface Posted {
  readonly labels: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: { readonly inhibitedBy: readonly string[] };
}

interface Group {
  readonly labels: Readonly<Record<string, string>>;
  readonly receiver: { readonly name: string };
  readonly alerts: readonly Posted[];
}

const root = join(__dirname, '..');
const { inhibit_rules: rules } = parse(readFileSync(join(root, 'alertmanager.yml'), 'utf8')) as {
  inhibit_rules: Inhibition[];
};
const cases = new FiringCases(root);
const test = `routing-${randomUUID()}`;
/** As if everything went wrong at once, for one service. */
const alerts = alertDefinitions(root).map((alert) => ({
  id: alert.id,
  labels: { ...cases.of(alert)?.labels, sightline_test: test } as Record<string, string>,
}));

const api = `${readPlatform()?.addresses.url('alertmanager')}/api/v2`;
const filter = `filter=${encodeURIComponent(`sightline_test="${test}"`)}`;
let posted: Posted[];
let groups: Group[];

async function post(endsAt: Date): Promise<void> {
  const response = await fetch(`${api}/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts.map(({ labels }) => ({ labels, endsAt: endsAt.toISOString() }))),
  });
  if (!response.ok) throw new Error(await response.text());
}

beforeAll(async () => {
  await post(new Date(Date.now() + 600_000));
  // Alertmanager takes alerts in one after the other: it is done when all have their group, and as many are held back as must be.
  const held = alerts.filter(({ labels }) => sourcesFor(labels).length > 0).length;
  for (const deadline = Date.now() + 90_000; ; await pause(250)) {
    posted = (await (await fetch(`${api}/alerts?${filter}`)).json()) as Posted[];
    groups = (await (await fetch(`${api}/alerts/groups?${filter}`)).json()) as Group[];
    const grouped = groups.flatMap((group) => group.alerts).length === alerts.length;
    const isDone = grouped && posted.filter(({ status }) => status.inhibitedBy.length > 0).length === held;
    if (isDone || Date.now() > deadline) return;
  }
});
afterAll(() => post(new Date()));

const sourcesFor = (labels: Readonly<Record<string, string>>) =>
  alerts.filter((other) => rules.some((rule) => inhibits(rule, other.labels, labels)));
const found = (labels: Readonly<Record<string, string>>) =>
  posted.find((one) => JSON.stringify(sorted(one.labels)) === JSON.stringify(sorted(labels)));
const sorted = (labels: Readonly<Record<string, string>>) => Object.entries(labels).sort();

describe.each(alerts.map(({ id, labels }) => [id, labels] as const))('%s', (_, labels) => {
  it('is in the group of its route', () => {
    const { receiver, groupBy } = expectedRoute(labels);
    const group = groups.find((one) =>
      one.alerts.some(({ fingerprint }) => fingerprint === found(labels)?.fingerprint),
    );
    const expected = Object.fromEntries(groupBy.flatMap((name) => (labels[name] ? [[name, labels[name]]] : [])));
    expect([group?.receiver.name, group?.labels]).toEqual([receiver, expected]);
  });

  it('is held back by those that say it already, and by no others', () => {
    const expected = sourcesFor(labels).map((source) => found(source.labels)?.fingerprint);
    const { inhibitedBy = [] } = found(labels)?.status ?? {};
    expect(expected.length > 0).toBe(inhibitedBy.length > 0);
    for (const fingerprint of inhibitedBy) expect(expected).toContain(fingerprint);
  });
});

describe('one incident is one page', () => {
  const pages = (isOfIt: (labels: Readonly<Record<string, string>>) => boolean) =>
    groups
      .filter(({ receiver }) => receiver.name === 'pager')
      .flatMap((group) => group.alerts)
      .filter(({ labels, status }) => isOfIt(labels) && status.inhibitedBy.length === 0)
      .map(({ labels }) => (labels.tier ? `${labels.alertname}/${labels.tier}` : labels.alertname));

  it('when a promise is being broken, in all of its tiers', () => {
    expect(pages(({ sloth_id: id }) => id === 'payment-success')).toEqual(['PaymentSuccessBudgetBurn/page-quick']);
  });

  it('when a new version fails, and errors and broken promises come of it', () => {
    const ofOrder = ({ alertname, tier, service_name: service }: Readonly<Record<string, string>>) =>
      service === 'order' && (tier !== undefined || alertname === 'HighErrorRate' || alertname === 'NewVersionFailing');
    expect(pages(ofOrder)).toEqual(['NewVersionFailing']);
  });

  it('when nothing arrives, and everything that misses it says so', () => {
    const misses = ['TelemetryMissing', 'TargetDown', 'ServiceTelemetryMissing'];
    expect(pages(({ alertname = '' }) => misses.includes(alertname))).toEqual(['TelemetryMissing']);
  });
});
