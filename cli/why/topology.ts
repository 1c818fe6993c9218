import { inventory } from '@sightline/observability/catalogue';
import type { PrometheusStore } from '@sightline/stores';
import type { Edge } from './rank';
import { subjectOf } from './subject';

/** Who needs whom, by the calls that were seen in the last hour; messages need Kafka on both sides. */
export async function topology(metrics: PrometheusStore, at: Date): Promise<Edge[]> {
  const calls = await metrics.query(
    `group by (client, server, connection_type) (last_over_time(${inventory.edgeRequests.name}[1h]))`,
    at,
  );
  return calls.flatMap(({ labels }) => {
    const { client = '', server = '', connection_type: type } = labels;
    const needs = { from: client, to: subjectOf(labels).name };
    if (type !== 'messaging_system') return [needs];
    return [needs, { from: client, to: 'kafka' }, { from: server, to: 'kafka' }];
  });
}
