import { testLabel } from '@sightline/alerts';
import { duringIncident, type Incident, incidentPlatform, incidents } from '@sightline/traffic';
import { usageError } from '../cli-error';
import type { Connections } from '../connections';
import { activeAlerts } from '../why';
import type { AlertTest, Subject } from './alert-test';
import { expectedPage } from './expected-page';
import { outcomeOf } from './outcome';
import { sightingsOn } from './sightings';

const receivedWithinMs = 60_000;
/** The longest `for` and window of the platform's rules that an incident raises, and what Alertmanager adds. */
const recoversWithinMs = 420_000;

/**
 * Breaks the platform for real, by the incident that an alert is the symptom of, and puts it right again. One after the other: each
 * wants the platform well before it begins.
 *
 * @throws {CliError} USAGE when no incident raises any of the alerts.
 */
export async function testFaults(subjects: readonly Subject[], connections: Connections): Promise<AlertTest[]> {
  const planned = highestTiers(subjects).flatMap((subject) => {
    const incident = incidentFor(subject);
    return incident ? [{ subject, incident }] : [];
  });
  if (planned.length === 0) {
    throw usageError('No incident raises it: `sightline incident list` shows which alerts can be had this way');
  }
  const tests: AlertTest[] = [];
  for (const { subject, incident } of planned) tests.push(await testFault(subject, { incident, connections }));
  return tests;
}

async function testFault(
  subject: Subject,
  { incident, connections }: { incident: Incident; connections: Connections },
): Promise<AlertTest> {
  const { alert, firing } = subject;
  const { id } = alert;
  const { alerts: alertmanager, metrics } = connections;
  const isIt = (labels: Readonly<Record<string, string>>) =>
    labels.alertname === alert.name && labels.tier === firing.labels.tier && !(testLabel in labels);
  const note = `By the incident ${incident.name}: ${incident.title}`;
  const options = { id, depth: 'fault', note } as const;
  const sightings = sightingsOn(connections, {
    identify: (labels) => (isIt(labels) ? id : undefined),
    began: 'firing',
  });
  if ((await alertmanager.alerts()).some(({ labels }) => isIt(labels)))
    return outcomeOf(subject, { ...options, sightings, failure: 'it fires already: the platform is not well' });

  const poll = async () => {
    for (const { name, labels, since } of await activeAlerts(metrics))
      if (isIt({ ...labels, alertname: name })) sightings.note(id, 'pending', since);
  };
  const withinMs = incident.symptom.withinSeconds * 1000 + receivedWithinMs;
  const hasCome = await duringIncident(incident, incidentPlatform(connections.supervised), async (signal) => {
    sightings.note(id, 'fault', new Date());
    return sightings.until(() => signal.aborted || sightings.hops(id).received !== undefined, { withinMs, poll });
  });
  if (hasCome) await sightings.until(() => sightings.hops(id).resolved !== undefined, { withinMs: recoversWithinMs });
  const outcome = await outcomeOf(subject, { ...options, sightings });
  const expected = await expectedPage(subject, { hops: outcome.hops, metrics });
  return { ...outcome, ...(expected && { expected }) };
}

/** The one that the alert is the first symptom of; or else one that spends its budget, and says so before one that does not. */
function incidentFor({ alert, firing }: Subject): Incident | undefined {
  const raises = (meets: (symptom: Incident['symptom']) => boolean) =>
    incidents.find(({ symptom }) => !symptom.silence && meets(symptom));
  const spends = (slo: string | undefined) => slo !== undefined && slo === firing.labels.sloth_id;
  return (
    raises(({ alerts }) => alerts[0] === alert.name) ??
    raises(({ alerts, slo }) => alerts.includes(alert.name) && spends(slo)) ??
    raises(({ alerts }) => alerts.includes(alert.name)) ??
    raises(({ slo }) => spends(slo))
  );
}

/** The lower tiers of an SLO are held back while the highest fires. */
const highestTiers = (subjects: readonly Subject[]) =>
  subjects.filter(({ alert }, index) => subjects.findIndex((other) => other.alert.name === alert.name) === index);
