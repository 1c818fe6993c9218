/** The types of PromQL's values. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

export interface PromqlFunction {
  readonly parameters: readonly ValueType[];
  /** How often the last parameter may be given beyond the first time; the last one itself may then be left out. */
  readonly more: number;
  readonly returns: 'scalar' | 'vector';
  /** Only with a feature flag, which rules cannot count on. */
  readonly experimental: boolean;
}

const types: Readonly<Record<string, ValueType>> = { s: 'scalar', v: 'vector', m: 'matrix', t: 'string' };

/** `vs+1`: a vector and a scalar, which may be left out. A bare `+` stands for any number. */
function signature(text: string, { scalar = false, experimental = false } = {}): PromqlFunction {
  const [parameters = '', more] = text.split('+');
  return {
    parameters: [...parameters].map((letter) => types[letter] ?? 'vector'),
    more: more === undefined ? 0 : more === '' ? Number.POSITIVE_INFINITY : Number(more),
    returns: scalar ? 'scalar' : 'vector',
    experimental,
  };
}

const all = (names: string, ...how: Parameters<typeof signature>): [string, PromqlFunction][] =>
  names.split(' ').map((name) => [name, signature(...how)]);

/** Prometheus 3.15, promql/parser/functions.go. */
export const promqlFunctions: ReadonlyMap<string, PromqlFunction> = new Map([
  ...all('abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad sgn sin sinh', 'v'),
  ...all('sort sort_desc sqrt tan tanh timestamp', 'v'),
  ...all('histogram_avg histogram_count histogram_sum histogram_stddev histogram_stdvar', 'v'),
  ...all(
    'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate',
    'm',
  ),
  ...all('last_over_time max_over_time min_over_time present_over_time rate resets', 'm'),
  ...all('stddev_over_time stdvar_over_time sum_over_time', 'm'),
  ...all('days_in_month day_of_month day_of_week day_of_year hour minute month year', 'v+1'),
  ...all('clamp', 'vss'),
  ...all('clamp_max clamp_min', 'vs'),
  ...all('histogram_fraction', 'ssv'),
  ...all('histogram_quantile', 'sv'),
  ...all('label_replace', 'vtttt'),
  ...all('label_join', 'vttt+'),
  ...all('predict_linear', 'ms'),
  ...all('quantile_over_time', 'sm'),
  ...all('round', 'vs+1'),
  ...all('vector', 's'),
  ...all('scalar', 'v', { scalar: true }),
  ...all('pi time', '', { scalar: true }),
  ...all('end range start step', '', { scalar: true, experimental: true }),
  ...all('max_of min_of', 'ss', { scalar: true, experimental: true }),
  ...all('mad_over_time ts_of_first_over_time ts_of_max_over_time', 'm', { experimental: true }),
  ...all('ts_of_min_over_time ts_of_last_over_time', 'm', { experimental: true }),
  ...all('double_exponential_smoothing', 'mss', { experimental: true }),
  ...all('histogram_quantiles', 'vtss+9', { experimental: true }),
  ...all('info', 'vv+1', { experimental: true }),
  ...all('sort_by_label sort_by_label_desc', 'vt+', { experimental: true }),
  ...all('start_timestamp', 'v', { experimental: true }),
]);
