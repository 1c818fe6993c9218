import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';

export type Thresholds = ThresholdsConfigBuilder;

/** Nothing to worry about at any value. */
export const calm = steps([[null, 'text']]);

/** More is worse: green, yellow from `warn`, red from `bad`. */
export const ceiling = ({ warn, bad }: { readonly warn: number; readonly bad: number }): Thresholds =>
  steps([
    [null, 'green'],
    [warn, 'yellow'],
    [bad, 'red'],
  ]);

/** Less is worse: red, yellow from `bad`, green from `warn`. */
export const floor = ({ warn, bad }: { readonly warn: number; readonly bad: number }): Thresholds =>
  steps([
    [null, 'red'],
    [bad, 'yellow'],
    [warn, 'green'],
  ]);

/** One is too many. */
export const none = ceiling({ warn: 0.000_001, bad: 1 });

function steps(values: readonly (readonly [number | null, string])[]): Thresholds {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(values.map(([value, color]) => ({ value, color })));
}
