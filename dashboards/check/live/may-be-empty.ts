/** What is rightly empty on a healthy platform, and why. Everything else that is empty is an error. */
export interface MayBeEmpty {
  /** The dashboard's title; every dashboard when left out. */
  readonly dashboard?: string;
  /** The panel, variable or annotation. */
  readonly where: string;
  readonly reason: string;
}

export const mayBeEmpty: readonly MayBeEmpty[] = [
  { where: 'Alerts', reason: 'marks alerts that call for somebody: none does on a healthy platform' },
  {
    where: 'Incidents',
    reason: 'marks an open breaker, a crashed consumer, a database that is away: none happens by itself',
  },
  {
    dashboard: 'Kafka and outbox',
    where: 'Retries, duplicates, dead letters',
    reason: 'lines about messages that did not go through at once: on a quiet platform all do',
  },
  { where: 'link of Dead letters', reason: 'no message is set aside unless it is poison' },
  { where: 'link of Published', reason: 'Kafka takes every batch while it is there' },
];
