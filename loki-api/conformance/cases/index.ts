import type { Cases } from '../case';
import { aggregations } from './aggregations';
import { answers } from './answers';
import { dashboards } from './dashboards';
import { errors } from './errors';
import { formats } from './formats';
import { labelFilters } from './label-filters';
import { labels } from './labels';
import { lineFilters } from './line-filters';
import { matchers } from './matchers';
import { operations } from './operations';
import { parsers } from './parsers';
import { platform } from './platform';
import { unwraps } from './unwrap';
import { volumes } from './volumes';
import { windows } from './windows';

/** All cases, by topic: the name of the file that holds them, and of the recording. */
export const topics: Readonly<Record<string, Cases>> = {
  matchers,
  'line-filters': lineFilters,
  'label-filters': labelFilters,
  parsers,
  formats,
  windows,
  unwrap: unwraps,
  aggregations,
  operations,
  answers,
  labels,
  volumes,
  errors,
  platform,
  dashboards,
};
