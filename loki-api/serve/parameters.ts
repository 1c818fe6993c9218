import { BadQuery, prometheusDuration } from '@sightline/promql/logql';
import type { Span } from '../victorialogs/client';
import type { Steps } from '../windows/grid';

/** The parameters of a request, read as Loki reads them. What cannot be read is a {@link BadQuery} that names it. */
export class Parameters {
  readonly #given: URLSearchParams;
  readonly #nowUnixNano: bigint;

  constructor(given: URLSearchParams, nowUnixNano = BigInt(Date.now()) * 1_000_000n) {
    this.#given = given;
    this.#nowUnixNano = nowUnixNano;
  }

  text(name: string): string {
    return this.#given.get(name) ?? '';
  }

  all(...names: readonly string[]): readonly string[] {
    return [...new Set(names.flatMap((name) => this.#given.getAll(name)))].sort();
  }

  /** `start` to `end`; by default the hour before now, or what `since` says. */
  span(): Span {
    const since = this.text('since');
    const sinceNanos = since === '' ? 3600e9 : prometheusDuration(since);
    if (sinceNanos === undefined)
      throw new BadQuery(`could not parse 'since' parameter: not a valid duration string: ${JSON.stringify(since)}`);
    const endUnixNano = this.#time('end', this.#nowUnixNano);
    const before = endUnixNano > this.#nowUnixNano ? this.#nowUnixNano : endUnixNano;
    return { startUnixNano: this.#time('start', before - BigInt(sinceNanos)), endUnixNano };
  }

  /** A span that does not end before it starts. */
  orderedSpan(): Span {
    const span = this.span();
    if (span.endUnixNano < span.startUnixNano)
      throw new BadQuery('end timestamp must not be before or equal to start time');
    return span;
  }

  moment(): bigint {
    return this.#time('time', this.#nowUnixNano, (reason) => reason);
  }

  /** The width of a step in nanoseconds, and not so small that there were too many. */
  step({ startUnixNano, endUnixNano }: Span): number {
    const spanNanos = Number(endUnixNano - startUnixNano);
    const given = this.text('step');
    const step = given === '' ? Math.max(Math.floor(spanNanos / 1e9 / 250), 1) * 1e9 : secondsOrDuration(given);
    if (step <= 0)
      throw new BadQuery('zero or negative query resolution step widths are not accepted. Try a positive integer');
    if (Math.trunc(spanNanos / step) > 11_000)
      throw new BadQuery(
        'exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the step parameter',
      );
    return step;
  }

  interval(): number {
    const given = this.text('interval');
    const interval = given === '' ? 0 : secondsOrDuration(given);
    if (interval < 0) throw new BadQuery('interval must be >= 0');
    return interval;
  }

  limit(name = 'limit', fallback = 100): number {
    const given = this.text(name);
    if (given === '') return fallback;
    if (!/^[+-]?\d+$/.test(given)) throw new BadQuery(`strconv.Atoi: parsing ${JSON.stringify(given)}: invalid syntax`);
    if (Number(given) <= 0) throw new BadQuery('limit must be a positive value');
    return Number(given);
  }

  newestFirst(): boolean {
    const given = this.text('direction');
    if (given === '' || given.toUpperCase() === 'BACKWARD') return true;
    if (given.toUpperCase() !== 'FORWARD') throw new BadQuery(`invalid direction '${given}'`);
    return false;
  }

  #time(
    name: string,
    fallback: bigint,
    said = (reason: string) => `could not parse '${name}' parameter: ${reason}`,
  ): bigint {
    const given = this.text(name);
    if (given === '') return fallback;
    const time = unixNanoOf(given);
    if (time === undefined)
      throw new BadQuery(said(`strconv.ParseInt: parsing ${JSON.stringify(given)}: invalid syntax`));
    return time;
  }
}

/** Whole steps of the clock around a span: Loki moves the ends of a metric query to them. */
export function alignedSteps({ startUnixNano, endUnixNano }: Span, stepNanos: number): Steps {
  const step = BigInt(stepNanos);
  const start = startUnixNano - (startUnixNano % step);
  const end = endUnixNano % step === 0n ? endUnixNano : endUnixNano - (endUnixNano % step) + step;
  return { startUnixNano: start, endUnixNano: end, stepNanos };
}

/** Seconds, with a fraction or not, nanoseconds if there are more than ten digits, or RFC 3339. */
function unixNanoOf(text: string): bigint | undefined {
  if (/^[+-]?\d*\.\d*$/.test(text) && /\d/.test(text)) {
    const seconds = Number(text);
    const whole = Math.trunc(seconds);
    const milliseconds = Math.round((seconds - whole) * 1000);
    return BigInt(whole) * 1_000_000_000n + BigInt(milliseconds) * 1_000_000n;
  }
  if (/^[+-]?\d+$/.test(text)) return text.length <= 10 ? BigInt(text) * 1_000_000_000n : BigInt(text);
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (parts === null) return undefined;
  const [, whole = '', fraction = '', zone = ''] = parts;
  const ms = Date.parse(whole + zone);
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

function secondsOrDuration(text: string): number {
  const seconds = Number(text);
  const nanos = text.trim() !== '' && Number.isFinite(seconds) ? Math.trunc(seconds * 1e9) : prometheusDuration(text);
  if (nanos === undefined || Math.abs(nanos) > 2 ** 63)
    throw new BadQuery(`cannot parse ${JSON.stringify(text)} to a valid duration`);
  return nanos;
}
