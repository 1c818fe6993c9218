/** Series as promtool's tests write them: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series */

export type LabelSet = Readonly<Record<string, string>>;

/** `metric{label="value"}`; the metric's name is the label `__name__`. */
export function parseSeries(text: string): LabelSet {
  const [, name, inner = ''] = /^\s*([\w:]*)\s*(?:\{(.*)\})?\s*$/s.exec(text) ?? [];
  if (name === undefined) throw new Error(`"${text}" is no series`);
  const labels = [...inner.matchAll(/([\w.:]+)\s*=\s*("(?:[^"\\]|\\.)*")/g)];
  return {
    ...(name && { __name__: name }),
    ...Object.fromEntries(labels.map(([, label = '', value = '""']) => [label, JSON.parse(value) as string])),
  };
}

/** One sample, or none: `undefined` where nothing was scraped. */
export type SampleValue = number | 'stale' | undefined;

/** `0+2x3 _x2 7 stale`: the samples, one for each interval. */
export function parseValues(text: string): SampleValue[] {
  return text.trim().split(/\s+/).flatMap(expand);
}

function expand(item: string): SampleValue[] {
  const [, blank, blanks] = /^(_)(?:x(\d+))?$/.exec(item) ?? [];
  if (blank) return Array.from({ length: Number(blanks ?? 1) }, () => undefined);
  if (item === 'stale') return ['stale'];
  const number = '[+-]?(?:\\d+\\.?\\d*(?:e[+-]?\\d+)?|Inf|NaN)';
  const [, first, step, times] = new RegExp(`^(${number})([+-]${number.slice(5)})?(?:x(\\d+))?$`, 'i').exec(item) ?? [];
  if (first === undefined) throw new Error(`"${item}" is no series of values that can be injected`);
  return Array.from({ length: Number(times ?? 0) + 1 }, (_, index) => numberOf(first) + index * numberOf(step ?? '0'));
}

const numberOf = (text: string) => Number(text.replace(/inf$/i, 'Infinity'));
