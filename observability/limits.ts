export type ForgetSeries = (series: Readonly<Record<string, string>>) => void;

/**
 * What a platform puts in the way of the limits that protect its backends from a service that says too much, to see what they are good
 * for. A service of one's own sets none.
 */
export interface LimitHooks {
  /** Whether a log record beyond its declaration's `atMost` is written all the same. */
  readonly passRecord?: (event: string) => boolean;
  /**
   * Whether a series whose labels have values that are not declared, or too many, is kept as it is; `forget` removes it again, and is the same
   * one for all series of a metric.
   */
  readonly passSeries?: (series: Readonly<Record<string, string>>, forget: ForgetSeries) => boolean;
}

let hooks: LimitHooks = {};

/** Sets the hooks of the limits; those that were set before are gone. */
export function hookLimits(next: LimitHooks): void {
  hooks = next;
}

export const limitHooks = (): LimitHooks => hooks;
