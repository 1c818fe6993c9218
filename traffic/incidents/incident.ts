import type { FaultName } from '@sightline/faults';
import type { IncidentLoad } from './load';

/** Something that goes wrong, how it must show, and how it is mended. One incident is one file. */
export interface Incident {
  /** As it is typed: `slow-bank`. */
  readonly name: string;
  readonly title: string;
  /** What goes wrong and why, for somebody who meets it for the first time. */
  readonly explanation: string;
  readonly cause: Cause;
  /** The traffic it needs to show, besides the few shoppers there always are. */
  readonly load?: IncidentLoad;
  readonly symptom: Symptom;
  /** What to do about it where it is not made on purpose. */
  readonly mend: string;
}

/** What is switched on. */
export type Cause =
  | { readonly kind: 'flag'; readonly flag: FaultName; readonly percent?: number }
  | { readonly kind: 'bank'; readonly behaviour: BankBehaviour }
  | { readonly kind: 'component'; readonly component: Breakable; readonly operation: 'stop' | 'pause' }
  /** A new version of a service, with a fault that only it has. */
  | { readonly kind: 'release'; readonly service: 'order'; readonly version: string; readonly flag: FaultName };

/** How the bank behaves; what is left out is as usual. */
export interface BankBehaviour {
  readonly latencyMs?: { readonly p50: number; readonly p99: number };
  readonly failureRate?: number;
  readonly declineRate?: number;
  readonly hangRate?: number;
}

/** What the runner can hold down or freeze. Of the stores the one that runs: Tempo or Zipkin, Loki or VictoriaLogs. */
export type Breakable = 'bank' | 'collector' | 'log-store' | 'prometheus' | 'trace-store';

export interface Symptom {
  /** By their alertname; the first is the one that must fire. */
  readonly alerts: readonly [string, ...string[]];
  /** The alert always fires, and what tells is that it no longer arrives: whoever would notice is down himself. */
  readonly silence?: true;
  /** The name of the SLO whose budget it burns, as in `alerts/slos`. */
  readonly slo?: string;
  /** Where a person sees it: the dashboard's uid and the panel's title. */
  readonly panel: { readonly dashboard: string; readonly panel: string };
  /** What tells this cause from others with the same symptom. */
  readonly evidence: Evidence;
  /** From the cause to the first alert firing. */
  readonly withinSeconds: number;
}

/** Something that is found while the incident lasts, and not before. */
export type Evidence =
  | { readonly signal: 'span'; readonly query: SpanQuery; readonly message: string }
  /** LogQL. */
  | { readonly signal: 'log'; readonly query: string; readonly message: string }
  /** PromQL that has an answer while it is so, and none otherwise. */
  | { readonly signal: 'metric'; readonly query: string; readonly message: string };

/** Spans that meet every condition, in words that Tempo and Zipkin both understand. */
export interface SpanQuery {
  readonly service?: string;
  readonly spanName?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly failed?: boolean;
  readonly minDurationMs?: number;
}
