import { metrics } from '@sightline/catalogue';
import { type Unit, units } from '../units';
import * as http from './http';
import { matches, max, rate, rateInterval, shifted, sum, wholeRange } from './promql';
import * as runtime from './runtime';

const chosen = { service_name: matches('$service') };
const route = ['http_request_method', 'http_route'] as const;

/** The same over the whole time range, not moment by moment: rare events count too. */
const inAll = (expression: string) => expression.replaceAll(rateInterval, wholeRange);

/** The same, `$before` earlier. */
export const before = (expression: string) => shifted(expression, '$before');
export const factor = (expression: string) => `(${expression}) / (${before(expression)} > 0)`;

export const throughput = inAll(http.requests(chosen));
export const p95 = inAll(http.latency(0.95, chosen));
export const settled = inAll(sum(rate(metrics.orderCompletionDuration)));
export const cost = inAll(`(${sum(runtime.cpu)} / ${http.requests(chosen)})`);
export const rateByRoute = inAll(http.requests(chosen, route));
export const p95ByRoute = inAll(http.latency(0.95, chosen, route));

interface Measure {
  readonly title: string;
  readonly description: string;
  readonly unit: Unit;
  readonly legend: string;
  readonly expr: string;
  readonly max?: number;
}

/** What two runs of a load test are compared by. */
export const measures: readonly Measure[] = [
  {
    title: 'Throughput',
    description: 'Requests per second that were answered.',
    unit: units.requestsPerSecond,
    legend: '{{service_name}}',
    expr: http.requests(chosen, ['service_name']),
  },
  {
    title: 'Latency (p95)',
    description: 'Nineteen of twenty requests were faster.',
    unit: units.seconds,
    legend: '{{service_name}}',
    expr: http.latency(0.95, chosen, ['service_name']),
  },
  {
    title: 'Failed',
    description: 'Share of the requests that ended with a 5xx.',
    unit: units.share,
    legend: '{{service_name}}',
    expr: http.failureShare(chosen, ['service_name']),
  },
  {
    title: 'Event loop in use',
    description: 'Near 100 % a process cannot take more.',
    unit: units.share,
    legend: '{{service_instance_id}}',
    expr: max(runtime.eventLoopUtilization, ['service_instance_id']),
    max: 1,
  },
  {
    title: 'Processor',
    description: 'Cores each process used.',
    unit: units.factor,
    legend: '{{service_instance_id}}',
    expr: sum(runtime.cpu, ['service_instance_id']),
  },
  {
    title: 'Memory',
    description: 'What each process held.',
    unit: units.bytes,
    legend: '{{service_instance_id}}',
    expr: max(runtime.memory, ['service_instance_id']),
  },
];
