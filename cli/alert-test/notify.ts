import { randomBytes } from 'node:crypto';
import { testLabel } from '@sightline/alerts';
import type { PostedAlert } from '@sightline/stores';
import type { Connections } from '../connections';
import type { AlertTest, Subject } from './alert-test';
import { outcomeOf } from './outcome';
import { sightingsOn } from './sightings';

/** The longest group_wait, twice. */
const patienceMs = 60_000;
/** Should this process be killed, Alertmanager ends the test by itself. */
const lastsMs = 120_000;

/** Posts alerts to Alertmanager with the labels they have when they fire, as Prometheus would, and ends them once they came. */
export async function testNotify(subjects: readonly Subject[], connections: Connections): Promise<AlertTest[]> {
  const { alerts: alertmanager } = connections;
  const sightings = sightingsOn(connections, { identify: (labels) => labels[testLabel], began: 'posted' });
  // Each alert is a test of its own, so that none holds another back.
  const run = randomBytes(4).toString('hex');
  const tests = subjects.map((subject, index) => ({ subject, id: `${run}.${index + 1}` }));
  const startsAt = new Date();
  const post = (endsAt: Date) =>
    alertmanager.post(
      tests.map(
        ({ subject: { alert, firing }, id }): PostedAlert => ({
          labels: { ...firing.labels, [testLabel]: id },
          annotations: firing.annotations,
          generatorURL: `${connections.metrics.url}/graph?${new URLSearchParams({ 'g0.expr': alert.expr })}`,
          startsAt,
          endsAt,
        }),
      ),
    );
  await post(new Date(startsAt.getTime() + lastsMs));
  const all = (hop: 'received' | 'resolved') => () => tests.every(({ id }) => sightings.hops(id)[hop]);
  await sightings.until(all('received'), { withinMs: patienceMs }).finally(() => post(new Date()));
  await sightings.until(all('resolved'), { withinMs: patienceMs });
  return Promise.all(tests.map(({ subject, id }) => outcomeOf(subject, { id, depth: 'notify', sightings })));
}
