/** Grafana's ids of the units in use. What each measures is in check/units.ts, which compares it with the query. */
export const units = {
  seconds: 's',
  bytes: 'bytes',
  bytesPerSecond: 'Bps',
  /** A part of a whole, 0 to 1, shown as percent. */
  share: 'percentunit',
  count: 'short',
  /** Cores, burn rates, factors: a number without a unit. */
  factor: 'none',
  requestsPerSecond: 'reqps',
  /** Messages, log lines, rows: things that are neither requests nor operations. */
  perSecond: 'suffix:/s',
  operationsPerSecond: 'ops',
  perMinute: 'suffix:/min',
  euros: 'currencyEUR',
  eurosPerMinute: 'suffix:€/min',
  /** Text and log lines. */
  none: 'none',
} as const;

export type Unit = (typeof units)[keyof typeof units];
