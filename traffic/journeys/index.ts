import { abandon } from './abandon';
import { browse } from './browse';
import { checkout } from './checkout';
import type { Journey } from './journey';
import { order } from './order';
import { search } from './search';

/** The shop's funnel: many look, some fill a cart, few buy. */
export const journeys: readonly [Journey, ...Journey[]] = [browse, search, abandon, checkout, order];

/** The requests one shopper makes on average. */
export const requestsPerShopper =
  journeys.reduce((sum, { requests, weight }) => sum + requests * weight, 0) /
  journeys.reduce((sum, { weight }) => sum + weight, 0);
