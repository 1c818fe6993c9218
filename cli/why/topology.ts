import { inventory } from '@sightline/catalogue';
import { allComponents, applicationOf, type RunningComponent } from '@sightline/stack';
import type { PrometheusStore } from '@sightline/stores';
import type { Edge } from './rank';
import type { SampledTraces } from './sample-traces';
import { subjectOf } from './subject';

/** Who needs whom, by the calls that were seen in the last hour; messages need Kafka on both sides. */
export async function topology(metrics: PrometheusStore, known: ReadonlySet<string>, at: Date): Promise<Edge[]> {
  const calls = await metrics.query(
    `group by (client, server, connection_type) (last_over_time(${inventory.edgeRequests.name}[1h]))`,
    at,
  );
  return calls.flatMap(({ labels }) => {
    const { client = '', server = '', connection_type: type } = labels;
    const needs = { from: client, to: subjectOf(labels, '', known).name };
    if (type !== 'messaging_system' || !known.has('kafka')) return [needs];
    return [needs, { from: client, to: 'kafka' }, { from: server, to: 'kafka' }];
  });
}

/** Who cannot run without whom, by how the platform is put together: known also when no call was seen. */
export function declaredNeeds(components: readonly RunningComponent[]): Edge[] {
  const running = new Set<string>(components.map(({ name }) => applicationOf(name)));
  return allComponents.flatMap(({ name, needs = [] }) =>
    running.has(name) ? needs.filter((each) => running.has(each)).map((to) => ({ from: name, to })) : [],
  );
}

/** Who calls whom in some traces. */
export const callsIn = ({ now, before }: SampledTraces = { now: [], before: [], failed: [] }): Edge[] =>
  [...now, ...before].flatMap(({ handovers, callees }) => [
    ...handovers.map(({ from, to }) => ({ from, to })),
    ...callees,
  ]);
