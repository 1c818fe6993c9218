import type { Alertmanager, AlertRule, KnownAlert, PrometheusStore } from '@sightline/stores';

/** An alert that there is a rule for, or that Alertmanager knows from somebody else. */
export interface ListedAlert {
  readonly name: string;
  readonly severity: string;
  readonly state: AlertRule['state'] | 'suppressed';
  /** How many of it are firing or pending. */
  readonly active: number;
  /** Whom Alertmanager tells of those that are active. */
  readonly receivers: readonly string[];
  readonly summary: string;
  readonly expr: string;
  /** In milliseconds. */
  readonly for: number;
  /** The group of the rule; undefined where no rule is known. */
  readonly group?: string;
  /** Why the rule was not evaluated. */
  readonly error?: string;
}

/** What alerts there are, by the rules of a Prometheus and by what an Alertmanager has; either may be left out. */
export async function listedAlerts({
  metrics,
  alerts,
}: {
  readonly metrics: PrometheusStore | undefined;
  readonly alerts: Alertmanager | undefined;
}): Promise<ListedAlert[]> {
  const [rules = [], known = []] = await Promise.all([metrics?.alertRules(), alerts?.alerts()]);
  const owned = rules.map((rule) => ({ rule, own: known.filter((alert) => isOf(rule, alert)) }));
  const taken = new Set(owned.flatMap(({ own }) => own));
  const strangers = known.filter((alert) => !taken.has(alert));
  return [...owned.map(({ rule, own }) => ofRule(rule, own)), ...ofStrangers(strangers)];
}

/** By its name, and the labels that the rule gives as they are. */
function isOf({ name, labels }: AlertRule, alert: KnownAlert): boolean {
  const fixed = Object.entries(labels).filter(([, value]) => !value.includes('{{'));
  return alert.labels.alertname === name && fixed.every(([label, value]) => alert.labels[label] === value);
}

function ofRule(rule: AlertRule, own: readonly KnownAlert[]): ListedAlert {
  const { name, labels, annotations, query, duration, state, health, lastError, alerts, group } = rule;
  return {
    name,
    severity: labels.severity ?? '',
    state,
    active: alerts.length,
    receivers: receiversOf(own),
    summary: annotations.summary ?? annotations.description ?? annotations.message ?? '',
    expr: query,
    for: duration * 1000,
    group,
    ...(health !== 'ok' && lastError !== '' && { error: lastError }),
  };
}

function ofStrangers(known: readonly KnownAlert[]): ListedAlert[] {
  const byName = new Map<string, KnownAlert[]>();
  for (const alert of known) {
    const name = `${alert.labels.alertname ?? '?'}\n${alert.labels.severity ?? ''}`;
    byName.set(name, [...(byName.get(name) ?? []), alert]);
  }
  return [...byName.values()].map((alerts) => {
    const [first] = alerts;
    return {
      name: first?.labels.alertname ?? '?',
      severity: first?.labels.severity ?? '',
      state: alerts.every(({ status }) => status.state === 'suppressed') ? 'suppressed' : 'firing',
      active: alerts.length,
      receivers: receiversOf(alerts),
      summary: first?.annotations.summary ?? first?.annotations.description ?? '',
      expr: '',
      for: 0,
    };
  });
}

const receiversOf = (known: readonly KnownAlert[]) => [
  ...new Set(known.flatMap(({ receivers }) => receivers.map(({ name }) => name))),
];
