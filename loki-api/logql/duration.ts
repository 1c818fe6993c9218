const unitNanos = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 86_400e9,
  w: 7 * 86_400e9,
  y: 365 * 86_400e9,
} as const;

type Unit = keyof typeof unitNanos;

/** `1h30m` in whole units from years to milliseconds, each at most once, the largest first. */
const inOrder = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const units: readonly Unit[] = ['y', 'w', 'd', 'h', 'm', 's', 'ms'];

/** A duration as Prometheus writes it, in nanoseconds; undefined if it is none. */
export function prometheusDuration(text: string): number | undefined {
  if (text === '0') return 0;
  if (text === '') return undefined;
  const parts = inOrder.exec(text);
  if (parts === null) return undefined;
  return units.reduce((sum, unit, i) => sum + Number(parts[i + 1] ?? 0) * unitNanos[unit], 0);
}

const goParts = /([0-9]*(?:\.[0-9]*)?)(ns|us|µs|μs|ms|s|m|h)/y;

/** A duration as Go's `time.ParseDuration` reads it, in nanoseconds; undefined if it is none. */
export function goDuration(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const body = /^[+-]/.test(text) ? text.slice(1) : text;
  if (body === '0') return 0;
  if (body === '') return undefined;
  let nanos = 0;
  goParts.lastIndex = 0;
  while (goParts.lastIndex < body.length) {
    const part = goParts.exec(body);
    if (part === null || part[1] === '' || part[1] === '.') return undefined;
    nanos += Math.trunc(Number(part[1]) * unitNanos[part[2] as Unit] + 1e-7);
  }
  return nanos > 2 ** 63 ? undefined : sign * nanos;
}

/** As a query may write it: Prometheus' way or Go's. */
export const anyDuration = (text: string): number | undefined => prometheusDuration(text) ?? goDuration(text);
