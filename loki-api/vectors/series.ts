import type { Labels } from '../labels/labels';

/** One value for each step; undefined where there is none, which is not the same as NaN. */
export interface Series {
  readonly labels: Labels;
  readonly values: readonly (number | undefined)[];
}
