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
