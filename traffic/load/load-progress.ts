import type { LatencySummary } from './latencies';

/** How far a run is. */
export interface LoadProgress {
  readonly elapsedMs: number;
  /** Requests per second that the profile asks for now. */
  readonly plannedPerSecond: number;
  readonly sent: number;
  readonly failed: number;
  /** Visitors in the shop. */
  readonly present: number;
  readonly turnedAway: number;
  /** Since the start. */
  readonly latency: LatencySummary;
  /** The generator's own: p99 from the moment a request was due until it was sent. */
  readonly lagMs: number;
  /** The trace ids of the slowest requests, and of the first that failed. */
  readonly notable: readonly string[];
}
