import { countingCases } from './counting';
import { formCases } from './forms';
import { labelCases } from './labels';
import { queryCases } from './queries';
import type { SloCase } from './slo-case';
import { timeCases } from './times';

export type { SloCase } from './slo-case';

/** SLO files as people write them, most after reports about other tools. To add one, put it where its kind is. */
export const sloCases: readonly SloCase[] = [
  ...queryCases,
  ...countingCases,
  ...labelCases,
  ...timeCases,
  ...formCases,
];
