import { z } from 'zod';
import { latencySummary } from './latencies';
import { observation } from './observation';

const moment = z.iso.datetime();

const notableRequest = z.object({
  traceId: z.string(),
  method: z.string(),
  route: z.string(),
  /** Of the answer; absent when there was none. */
  status: z.int().optional(),
  /** Why there was none. */
  error: z.string().optional(),
  /** From the intended start. */
  latencyMs: z.number(),
  at: moment,
});

const routeResult = z.object({
  method: z.string(),
  route: z.string(),
  sent: z.int(),
  /** How many answers had which status; those without an answer under `none`. */
  statuses: z.record(z.string(), z.int()),
  latency: latencySummary,
});

const secondResult = z.object({
  /** Seconds since the start, by the intended start of the requests. */
  second: z.int(),
  /** Requests that the profile asks for in this second. */
  planned: z.number(),
  sent: z.int(),
  failed: z.int(),
  /** Percentiles of the latency from the intended start, by their bands. */
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  /** Latencies by band: see latency-bands. */
  bands: z.array(z.int()),
});

/** What a run of load has to say about itself. */
export const loadResult = z.object({
  format: z.literal('sightline-load/1'),
  /** Eight hex digits: the trace ids of all its requests begin with it. */
  runId: z.string().regex(/^[0-9a-f]{8}$/),
  profile: z.string(),
  seed: z.int(),
  requestsPerSecond: z.number(),
  /** The value of `x-fault` that every request carried. */
  fault: z.string().optional(),
  /** For how long visitors had come before, at the rate of the top; they are not counted. Absent when they had not. */
  warmUpSeconds: z.number().optional(),
  startedAt: moment,
  /** When the last answer had come. */
  endedAt: moment,
  /** Until when nobody else was in the shop, and all that was counted had arrived; absent where others were there too. */
  quietUntil: moment.optional(),
  /** What was planned. */
  seconds: z.number(),
  ended: z.enum(['complete', 'stopped']),
  sent: z.int(),
  failed: z.int(),
  /** From the moment a request was due. */
  latency: latencySummary,
  /** From the moment it was sent. */
  serviceTime: latencySummary,
  /** `latency`, as HdrHistogram's compressed base64, in microseconds. */
  histogram: z.string(),
  generator: z.object({
    /** From the moment a request was due until it was sent. */
    lag: latencySummary,
    cpuSeconds: z.number(),
    /** Visits that found no room. */
    turnedAway: z.int(),
  }),
  orders: z.object({
    sent: z.int(),
    accepted: z.int(),
    /** No answer came: they may have been accepted. */
    unknown: z.int(),
    /** Of the accepted: those whose card pays, and those whose card is declined. */
    toBeCaptured: z.int(),
    toBeDeclined: z.int(),
  }),
  routes: z.array(routeResult),
  perSecond: z.array(secondResult),
  /** What the platform said meanwhile; absent where it could not be asked. */
  observed: observation.optional(),
  slowest: z.array(notableRequest),
  failures: z.array(notableRequest),
  /** How traces of these looked when they were stored, by trace id, as text: a store may forget them. */
  traces: z.record(z.string(), z.string()).optional(),
});

/** As many of each as people look at. */
const followed = 8;

/** The requests of a run that are worth following: the first that failed, and the slowest. */
export const notableRequests = ({ slowest, failures }: Pick<LoadResult, 'slowest' | 'failures'>): NotableRequest[] => [
  ...failures.slice(0, followed),
  ...slowest.slice(0, followed),
];

export const notableTraces = (run: Pick<LoadResult, 'slowest' | 'failures'>): string[] => [
  ...new Set(notableRequests(run).map(({ traceId }) => traceId)),
];

export type LoadResult = z.infer<typeof loadResult>;
export type RouteResult = z.infer<typeof routeResult>;
export type SecondResult = z.infer<typeof secondResult>;
export type NotableRequest = z.infer<typeof notableRequest>;
