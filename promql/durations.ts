/** A length of time in whole milliseconds, the resolution of Prometheus. */
export type Milliseconds = number;

/** Largest first: the order Prometheus accepts and prints. `exact` units are printed only without a remainder (90d, not 12w6d). */
const units = [
  { name: 'y', length: 365 * 86_400_000, exact: true },
  { name: 'w', length: 7 * 86_400_000, exact: true },
  { name: 'd', length: 86_400_000, exact: false },
  { name: 'h', length: 3_600_000, exact: false },
  { name: 'm', length: 60_000, exact: false },
  { name: 's', length: 1_000, exact: false },
  { name: 'ms', length: 1, exact: false },
] as const;

const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** Prometheus counts durations in nanoseconds, in 64 bits. */
const longest = 292 * 365 * 86_400_000;

/** Reads `5m`, `1h30m`, `4w`; undefined when it is no Prometheus duration. */
export function parseDuration(text: string): Milliseconds | undefined {
  const match = pattern.exec(text);
  if (!match || text === '') return undefined;
  const length = units.reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * unit.length, 0);
  return length <= longest ? length : undefined;
}

/** Prints like `model.Duration.String()` of prometheus/common, because the result becomes part of metric names: 28 days are `4w`. */
export function formatDuration(duration: Milliseconds): string {
  if (duration === 0) return '0s';
  let rest = duration;
  let text = '';
  for (const { name, length, exact } of units) {
    if (exact && rest % length !== 0) continue;
    const count = Math.floor(rest / length);
    if (count > 0) text += `${count}${name}`;
    rest -= count * length;
  }
  return text;
}

/** A literal for our own tables; a typing mistake is a programmer's error. */
export function duration(text: string): Milliseconds {
  const parsed = parseDuration(text);
  if (parsed === undefined) throw new TypeError(`${text} is no duration`);
  return parsed;
}

/** A duration as Loki's queries and parameters take it, in nanoseconds: as Prometheus writes it, or `0`. Undefined if it is none. */
export function prometheusDuration(text: string): number | undefined {
  const milliseconds = text === '0' ? 0 : parseDuration(text);
  return milliseconds === undefined ? undefined : milliseconds * 1e6;
}

const goUnits = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 } as const;

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
    nanos += Math.trunc(Number(part[1]) * goUnits[part[2] as keyof typeof goUnits] + 1e-7);
  }
  return nanos > 2 ** 63 ? undefined : sign * nanos;
}

/** As a query may write it: Prometheus' way or Go's. */
export const anyDuration = (text: string): number | undefined => prometheusDuration(text) ?? goDuration(text);
