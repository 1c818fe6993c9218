/**
 * Every metric, label and group name the compiler writes.
 *
 * Names shared with Sloth v0.16 (github.com/slok/sloth, pkg/common/conventions) mean the same here, so that dashboards made
 * for Sloth work; names Sloth does not have start with `slo:` too.
 */
import { formatDuration, type Milliseconds } from '@sightline/promql';

export const labels = {
  id: 'sloth_id',
  slo: 'sloth_slo',
  service: 'sloth_service',
  window: 'sloth_window',
  slothSeverity: 'sloth_severity',
  version: 'sloth_version',
  mode: 'sloth_mode',
  spec: 'sloth_spec',
  objective: 'sloth_objective',
  /** Ours. Which of the burn-rate alerts it is: stable, for routing and inhibition. */
  tier: 'tier',
  severity: 'severity',
  /** Ours, and the platform's: alerts of all kinds are grouped and searched by it. */
  alertService: 'service_name',
  notify: 'notify',
} as const;

export const metrics = {
  objective: 'slo:objective:ratio',
  errorBudget: 'slo:error_budget:ratio',
  periodDays: 'slo:time_period:days',
  currentBurnRate: 'slo:current_burn_rate:ratio',
  periodBurnRate: 'slo:period_burn_rate:ratio',
  budgetRemaining: 'slo:period_error_budget_remaining:ratio',
  info: 'sloth_slo_info',
  errorRatio: (window: Milliseconds) => `slo:sli_error:ratio_rate${formatDuration(window)}`,
  /** Ours. Events of a window, in events. */
  bad: (window: Milliseconds) => `slo:sli_bad:increase${formatDuration(window)}`,
  total: (window: Milliseconds) => `slo:sli_total:increase${formatDuration(window)}`,
  /** Ours. The shortest window's events, kept at a slower step: what the long windows are summed from. */
  tickBad: (window: Milliseconds) => `slo:sli_tick_bad:increase${formatDuration(window)}`,
  tickTotal: (window: Milliseconds) => `slo:sli_tick_total:increase${formatDuration(window)}`,
  /** Ours. Events of one time slice, before it is judged. */
  sliceBad: (slice: Milliseconds) => `slo:sli_slice_bad:increase${formatDuration(slice)}`,
  sliceTotal: (slice: Milliseconds) => `slo:sli_slice_total:increase${formatDuration(slice)}`,
  /** Ours. The number of the calendar period that an instant lies in. */
  calendarPeriod: 'slo:calendar_period:number',
} as const;

export const groups = {
  sloth: {
    sli: (id: string) => `sloth-slo-sli-recordings-${id}`,
    metadata: (id: string) => `sloth-slo-meta-recordings-${id}`,
    alerts: (id: string) => `sloth-slo-alerts-${id}`,
  },
  sightline: {
    events: (id: string) => `slo-events-${id}`,
    sums: (id: string) => `slo-sums-${id}`,
    metadata: (id: string) => `slo-metadata-${id}`,
    alerts: (id: string) => `slo-alerts-${id}`,
  },
} as const;

/** What OpenSLO cannot say is said in annotations under this prefix. */
export const annotationPrefix = 'sightline.dev/';

/** The Sloth release whose rules the dialect `sloth` reproduces. */
export const slothVersion = 'v0.16.0';

/** Label that tells the processes of one service apart, in the platform's own series. */
export const defaultInstanceLabel = 'service_instance_id';

/** Labels that a recording rule of the compiler writes: none of a series may have their names. */
export const recordedLabels: readonly string[] = [
  labels.id,
  labels.slo,
  labels.service,
  labels.window,
  labels.version,
  labels.mode,
  labels.spec,
  labels.objective,
];

/** Labels that tell the alerts of an SLO apart, and what Prometheus adds to them. */
export const alertLabels: readonly string[] = [
  labels.tier,
  labels.severity,
  labels.slothSeverity,
  labels.notify,
  'alertname',
  'alertstate',
];
