import type { FoundQuery } from '../walk';

/** What is rightly empty on a healthy platform, and why. Everything else that is empty is an error. */
export interface MayBeEmpty {
  /** The dashboard's title; every dashboard when left out. */
  readonly dashboard?: string;
  readonly kind: FoundQuery['kind'];
  /** The panel, variable or annotation. */
  readonly where: string;
  readonly reason: string;
}

export const mayBeEmpty: readonly MayBeEmpty[] = [
  {
    kind: 'annotation',
    where: 'Alerts',
    reason: 'marks alerts that call for somebody: none does on a healthy platform',
  },
  {
    kind: 'annotation',
    where: 'Incidents',
    reason: 'marks an open breaker, a crashed consumer, a database that is away: none happens by itself',
  },
  {
    dashboard: 'Kafka and outbox',
    kind: 'panel',
    where: 'Retries, duplicates, dead letters',
    reason: 'lines about messages that did not go through at once: on a quiet platform all do',
  },
  ...['By key', 'By kind', 'Refused, by key and right', 'All of it', 'Alerts silenced', 'Keys'].map((where) => ({
    dashboard: 'Audit',
    kind: 'panel' as const,
    where,
    reason: 'nobody has switched, silenced, cancelled or replaced anything yet',
  })),
  {
    dashboard: 'Audit',
    kind: 'link',
    where: 'link of Keys',
    reason: 'nobody has switched, silenced, cancelled or replaced anything yet',
  },
  { kind: 'link', where: 'link of Dead letters', reason: 'no message is set aside unless it is poison' },
  { kind: 'link', where: 'link of Published', reason: 'Kafka takes every batch while it is there' },
  {
    kind: 'link',
    where: 'link of Circuit breaker',
    reason: 'the breaker says nothing until the bank fails repeatedly',
  },
];

export const excuseFor = ({
  dashboard,
  kind,
  where,
}: Pick<MayBeEmpty, 'kind' | 'where'> & { readonly dashboard: string }) =>
  mayBeEmpty.find((one) => one.kind === kind && one.where === where && (one.dashboard ?? dashboard) === dashboard);
