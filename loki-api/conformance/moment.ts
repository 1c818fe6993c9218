/** A moment relative to the base, in the form in which it is sent. */
export interface Moment {
  /** Nanoseconds after the base. */
  readonly nanos: number;
  readonly form: 'ns' | 's' | 'float' | 'rfc3339';
  /** As it was written. */
  readonly text: string;
}

const units: Readonly<Record<string, number>> = { ns: 1, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** `at('5m+1ns')`, `at('-1h')`, `at('90s', 'rfc3339')`. */
export function at(text: string, form: Moment['form'] = 'ns'): Moment {
  const parts = [...text.matchAll(/([+-]?)([\d.]+)(ns|ms|s|m|h)/g)];
  const nanos = parts.reduce((sum, [, sign, count, unit = '']) => {
    return sum + (sign === '-' ? -1 : 1) * Math.round(Number(count) * (units[unit] ?? Number.NaN));
  }, 0);
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text || Number.isNaN(nanos))
    throw new Error(`${text} is no moment`);
  return { nanos, form, text: form === 'ns' ? text : `${text} (${form})` };
}

/** As the API takes it. @param base nanoseconds since 1970 */
export function written({ nanos, form }: Moment, base: bigint): string {
  const moment = base + BigInt(nanos);
  if (form === 'ns') return String(moment);
  const whole = moment / 1_000_000_000n;
  const fraction = String(moment % 1_000_000_000n).padStart(9, '0');
  if (form === 's') return String(whole);
  if (form === 'float') return `${whole}.${fraction.slice(0, 3)}`;
  return `${new Date(Number(whole) * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}
