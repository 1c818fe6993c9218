import { type ClusterEvent, clusterEvents } from '../../platform';
import type { Evidence } from '../context';
import type { Finding } from '../finding';
import { groupBy } from '../group-by';
import { component, host, release, type Subject } from '../subject';

/** How surely an event is the object's own trouble. https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
const strengths: readonly (readonly [RegExp, number])[] = [
  [/^OOM/, 0.95],
  [/^(BackOff|Failed|ErrImagePull|ImagePullBackOff|Evicted|NodeNotReady|FailedMount|FailedScheduling)$/, 0.9],
  [/^(Unhealthy|ProbeWarning)$/, 0.7],
];
const otherwise = 0.4;

/** What Kubernetes says has gone wrong with pods and nodes, and which deployments were rolled out. */
export const kubernetes: Evidence = {
  name: 'kubernetes',
  async find({ connections: { cluster }, times, known }) {
    if (!cluster) return [];
    const lately = (await clusterEvents(cluster)).filter(
      ({ last }) => last >= times.before.until && last <= times.now.until,
    );
    const rolledOut = lately
      .filter(({ reason }) => reason === 'ScalingReplicaSet')
      .filter(({ message }) => /^Scaled up/.test(message));
    const warnings = groupBy(
      lately.filter(({ isWarning }) => isWarning),
      (event) => `${workloadOf(event)} ${event.reason}`,
    );
    return [
      ...[...warnings.values()].flatMap((events) => warning(events, known)),
      ...rolledOut.map((event) => rollout(event, known)),
    ];
  },
};

const query = 'kubectl get events';

function warning(events: readonly ClusterEvent[], known: ReadonlySet<string>): Finding[] {
  const [event] = events.toSorted((a, b) => b.last.getTime() - a.last.getTime());
  if (!event) return [];
  const often = events.length > 1 ? ` (${events.length} of them)` : '';
  return [
    {
      evidence: 'kubernetes',
      subject: subjectOf(event, known),
      message: `${event.kind} ${event.name}${often}: ${event.reason}: ${event.message}`,
      strength: strengths.find(([reasons]) => reasons.test(event.reason))?.[1] ?? otherwise,
      nature: 'own',
      because: 'Kubernetes says so',
      since: events.map(({ first }) => first).reduce((a, b) => (a < b ? a : b)),
      query,
    },
  ];
}

const rollout = (event: ClusterEvent, known: ReadonlySet<string>): Finding => ({
  evidence: 'changes',
  subject: release(subjectOf(event, known).name, /replica set (\S+)/.exec(event.message)?.[1] ?? 'anew'),
  message: `${event.name} was rolled out: ${event.message}`,
  strength: 0.7,
  because: 'a new replica set',
  since: event.last,
  query,
});

/** A node is a machine; of a pod, the service that it runs, by its name. */
function subjectOf(event: ClusterEvent, known: ReadonlySet<string>): Subject {
  if (event.kind === 'Node') return host;
  const workload = workloadOf(event);
  const service = [...known].filter(
    (name) => workload === name || workload.endsWith(`-${name}`) || workload.startsWith(`${name}-`),
  );
  return component(service.sort((a, b) => b.length - a.length)[0] ?? workload);
}

/** What Kubernetes makes names unique with: no vowels, nor digits that look like them. */
const letter = '[bcdfghjklmnpqrstvwxz2456789]';
const suffixes: Readonly<Record<string, RegExp>> = {
  Pod: new RegExp(`(-${letter}{6,10})?-${letter}{5}$|-\\d+$`),
  ReplicaSet: new RegExp(`-${letter}{6,10}$`),
};

/** `order` of `order-7d9c5b6f4d-x2x4z`, of `order-7d9c5b6f4d` and of `order-0`. */
const workloadOf = ({ kind, name }: ClusterEvent): string => name.replace(suffixes[kind] ?? '', '');
