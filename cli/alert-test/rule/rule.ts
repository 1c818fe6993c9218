import { randomBytes } from 'node:crypto';
import { testLabel } from '@sightline/alerts';
import { concurrently } from '@sightline/stores';
import type { Connections } from '../../connections';
import { milliseconds } from '../../terminal/duration';
import type { AlertTest, Subject } from '../alert-test';
import type { HopName } from '../hops';
import { outcomeOf } from '../outcome';
import { sightingsOn } from '../sightings';
import { otlpMetrics } from './otlp-metrics';
import { type PrometheusOfTest, prometheusOfTest, rulesFile } from './prometheus-of-test';
import { endedRules, rulesForTest, testPace } from './rules-for-test';

const patienceMs = 60_000;
const firstPatienceMs = 10_000;
/** A Prometheus each, which mostly waits. */
const concurrency = 6;

/**
 * Makes the real rules fire on the samples of their own tests, in a Prometheus apart, which tells the real Alertmanager. Alerts that one
 * test makes fire are tested together.
 */
export async function testRules(subjects: readonly Subject[], connections: Connections): Promise<AlertTest[]> {
  const byCase = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const key = `${subject.firing.rules} ${subject.firing.name}`;
    byCase.set(key, [...(byCase.get(key) ?? []), subject]);
  }
  const tested = await concurrently(concurrency, [...byCase.values()], (together) =>
    testTogether(together, connections),
  );
  return tested.flat();
}

async function testTogether(subjects: readonly Subject[], connections: Connections): Promise<AlertTest[]> {
  const { addresses, own } = connections.shop;
  const run = randomBytes(4).toString('hex');
  const tests = subjects.map((subject, index) => ({ ...subject, id: `${run}.${index + 1}` }));
  const sightings = sightingsOn(connections, {
    identify: ({ [testLabel]: id }) => (tests.some((test) => test.id === id) ? id : undefined),
    began: 'firing',
  });
  const pollOf = (prometheus: PrometheusOfTest) => async () => {
    for (const { labels, activeAt } of await prometheus.store.activeAlerts()) {
      const test = tests.find(({ alert }) => alert.name === labels.alertname && alert.labels.tier === labels.tier);
      if (test) sightings.note(test.id, 'pending', activeAt);
    }
  };
  const all = (hop: HopName) => () => tests.every(({ id }) => sightings.hops(id)[hop]);
  const rules = { files: tests[0]?.firing.rules ?? [], alerts: tests.map(({ alert }) => alert) };
  let failure: string | undefined;
  try {
    await using prometheus = await prometheusOfTest({
      rules: rulesForTest(rules),
      alertmanager: { url: addresses.url('alertmanager'), ...own },
      relabel: tests.map(marked),
    });
    const poll = pollOf(prometheus);
    for (const { id } of tests) sightings.note(id, 'posted', new Date());
    await prometheus.store.write(samplesOf(subjects, aboutToFire));
    if (!(await sightings.until(all('pending'), { withinMs: firstPatienceMs, poll })))
      await prometheus.store.write(samplesOf(subjects, justSeen));
    await sightings.until(all('received'), { withinMs: patienceMs, poll });
    await prometheus.change(rulesFile, endedRules(rules));
    await sightings.until(all('resolved'), { withinMs: patienceMs });
  } catch (error) {
    // One that cannot be tested says so, and keeps no other from being tested.
    failure = error instanceof Error ? error.message : String(error);
  }
  return Promise.all(
    tests.map(({ id, ...subject }) =>
      outcomeOf(subject, { id, depth: 'rule', sightings, note: noteOn(subject), failure }),
    ),
  );
}

function samplesOf([subject]: readonly Subject[], placed: (subject: Subject) => number): object {
  return subject ? otlpMetrics(subject.firing, new Date(placed(subject))) : {};
}

/** Where samples begin for the alert to be about to fire by now. */
const aboutToFire = ({ alert, firing }: Subject) => Date.now() - firing.firesAt + alert.for / 2;

/** Where they begin for the last of them to be a minute old: what is missed must have been seen since the rules are evaluated. */
function justSeen({ firing: { series, interval } }: Subject): number {
  const last = Math.max(...series.map(({ values }) => values.findLastIndex((value) => value !== undefined)));
  return Date.now() - 60_000 - last * interval;
}

/** Each alert is a test of its own, so that none holds another back. */
const marked = ({ alert, id }: Subject & { readonly id: string }) => ({
  source_labels: ['alertname', 'tier'],
  regex: `${alert.name};${alert.labels.tier ?? ''}`,
  target_label: testLabel,
  replacement: id,
});

const noteOn = ({ alert, firing }: Subject) =>
  [
    `On the samples of the test "${firing.name}", evaluated every ${testPace.evaluation}`,
    ...(alert.for > 0 ? [`held for ${testPace.for} in place of ${milliseconds(alert.for)}`] : []),
  ].join('; ');
