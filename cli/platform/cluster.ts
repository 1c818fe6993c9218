import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BackendError } from '@sightline/stores';
import { z } from 'zod';
import type { Description } from './read-description';

const run = promisify(execFile);

/** Which cluster is meant, and where in it. */
export type Cluster = NonNullable<Description['kubernetes']>;

const time = z.coerce.date().nullish();
const eventList = z.object({
  items: z.array(
    z.object({
      type: z.string().nullish(),
      reason: z.string().nullish(),
      message: z.string().nullish(),
      involvedObject: z.object({ kind: z.string().default(''), name: z.string().default('') }),
      firstTimestamp: time,
      lastTimestamp: time,
      eventTime: time,
      series: z.object({ lastObservedTime: time }).nullish(),
    }),
  ),
});

/** Something that Kubernetes says has happened to one of its objects. */
export interface ClusterEvent {
  readonly isWarning: boolean;
  /** `OOMKilling`, `BackOff`, `ScalingReplicaSet`. */
  readonly reason: string;
  readonly message: string;
  /** `Pod`, `Deployment`, `Node`. */
  readonly kind: string;
  readonly name: string;
  readonly first: Date;
  readonly last: Date;
}

const withinMs = 8_000;
const largestAnswer = 50_000_000;

/** How kubectl is told where: before its verb. */
export const clusterArguments = ({ context, namespace }: Cluster): string[] => [
  ...(context === undefined ? [] : ['--context', context]),
  ...(namespace === undefined ? [] : ['--namespace', namespace]),
];

/** The events that the cluster still keeps, an hour usually. @throws {BackendError} when kubectl cannot tell. */
export async function clusterEvents(cluster: Cluster): Promise<ClusterEvent[]> {
  const args = [...clusterArguments(cluster), 'get', 'events', '--output', 'json'];
  const denied = (reason: string, cause?: unknown) =>
    new BackendError('BACKEND_UNREADABLE', 'Kubernetes', `Kubernetes: \`kubectl ${args.join(' ')}\` ${reason}`, {
      cause,
    });
  const { stdout } = await run('kubectl', args, { timeout: withinMs, maxBuffer: largestAnswer }).catch(
    (cause: Error) => {
      throw denied(
        `failed: ${'stderr' in cause && cause.stderr ? String(cause.stderr).trim().slice(0, 300) : cause.message}`,
        cause,
      );
    },
  );
  const parsed = eventList.safeParse(parsedJson(stdout));
  if (!parsed.success) throw denied('prints something else than events', parsed.error);
  return parsed.data.items.flatMap(({ type, reason, message, involvedObject, series, ...times }) => {
    const last = series?.lastObservedTime ?? times.lastTimestamp ?? times.eventTime ?? times.firstTimestamp;
    if (!last) return [];
    const first = times.firstTimestamp ?? times.eventTime ?? last;
    return [
      { isWarning: type === 'Warning', reason: reason ?? '', message: message ?? '', ...involvedObject, first, last },
    ];
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
