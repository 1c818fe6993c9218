import { metrics } from '@sightline/catalogue';
import { heatmapOf, type LabelOf, type Matchers, matches, quantile, rate, share, sum } from './promql';

const duration = metrics.httpServerRequestDuration;
export type RequestMatchers = Matchers<typeof duration>;
export type RequestLabel = LabelOf<typeof duration>;

/** The services and routes chosen in the dashboard's variables. */
export const chosenService: RequestMatchers = { service_name: matches('$service') };
export const chosenRoute: RequestMatchers = { ...chosenService, http_route: matches('$route') };

/** Requests per second. */
export const requests = (matchers: RequestMatchers, by: readonly RequestLabel[] = []) =>
  sum(rate(duration, matchers), by);

/** Requests per second that ended with a 5xx: the service's own fault. */
export const failures = (matchers: RequestMatchers, by: readonly RequestLabel[] = []) =>
  requests({ ...matchers, http_response_status_code: matches('5..') }, by);

export const failureShare = (matchers: RequestMatchers, by: readonly RequestLabel[] = []) =>
  share(failures(matchers, by), requests(matchers, by));

/** Requests per second that ended with a 4xx: the client's fault, or a refusal. */
export const refusals = (matchers: RequestMatchers, by: readonly RequestLabel[] = []) =>
  requests({ ...matchers, http_response_status_code: matches('4..') }, by);

/** Seconds within which a share `q` of the requests was answered. */
export const latency = (q: number, matchers: RequestMatchers, by: readonly RequestLabel[] = []) =>
  quantile(q, duration, { matchers, by });

export const latencyHeatmap = (matchers: RequestMatchers) => heatmapOf(duration, matchers);
