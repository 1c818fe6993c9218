import type { Board } from '../board';
import { wide } from '../layout';
import { toDashboard, toLogs } from '../links';
import { heatmap } from '../panels/heatmap';
import { logs } from '../panels/logs';
import { stat } from '../panels/stat';
import { table } from '../panels/table';
import { promql } from '../panels/targets';
import { ceiling, none } from '../panels/thresholds';
import { timeSeries } from '../panels/time-series';
import * as database from '../queries/database';
import * as http from '../queries/http';
import { lines } from '../queries/logs';
import { firstOf, sum } from '../queries/promql';
import * as runtime from '../queries/runtime';
import * as spans from '../queries/spans';
import { units } from '../units';
import { route, service } from '../variables';

const toLines = toLogs('Log lines of the service', lines());
const toWarnings = toLogs('Warnings and errors', lines('$service', 'warn|error|fatal'));
const toPipeline = toDashboard('telemetry-pipeline', 'Telemetry pipeline');
const toIncident = toDashboard('incident', 'Incident', { service: '$service' });
const toDatabase = toDashboard('postgresql', 'PostgreSQL');
const slow = ceiling({ warn: 0.3, bad: 1 });

export const board: Board = {
  title: 'Service',
  description:
    'One service from its front door to its event loop. Opened by its developers, and by whoever is on call.',
  tags: ['service'],
  variables: [service, route],
  rows: [
    {
      title: 'Now',
      lines: [
        [
          stat({
            title: 'Requests',
            description: 'Answered per second. A sudden fall is as alarming as a sudden rise.',
            unit: units.requestsPerSecond,
            queries: [
              promql('requests', sum(firstOf(http.requests(http.chosenRoute, ['service_name']), spans.answered.rate))),
            ],
            next: toLines,
          }),
          stat({
            title: 'Failed',
            description: 'Share of the requests that ended with a 5xx. Above 1 % for five minutes somebody is paged.',
            unit: units.share,
            thresholds: ceiling({ warn: 0.001, bad: 0.01 }),
            queries: [promql('failed', firstOf(http.failureShare(http.chosenRoute), spans.answered.failureShare))],
            next: toIncident,
          }),
          stat({
            title: 'p95',
            description: 'Nineteen of twenty requests are faster than this.',
            unit: units.seconds,
            thresholds: slow,
            queries: [promql('p95', firstOf(http.latency(0.95, http.chosenRoute), spans.answered.latency(0.95)))],
            next: toIncident,
          }),
          stat({
            title: 'Event loop delay',
            description: 'p99 of how late the event loop comes to its work. Above 100 ms every request feels it.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 0.05, bad: 0.1 }),
            queries: [promql('{{service_instance_id}}', runtime.eventLoopDelay)],
            next: toIncident,
          }),
          stat({
            title: 'Waiting for a connection',
            description:
              'Callers that queue for a database connection. More than none for long: the pool is too small or a query too slow.',
            unit: units.count,
            thresholds: none,
            queries: [promql('{{db_client_connection_pool_name}}', database.connectionsAwaited)],
            next: toDatabase,
          }),
        ],
      ],
    },
    {
      title: 'Requests (from the service itself, or else from its spans)',
      lines: [
        [
          timeSeries({
            title: 'Rate by route',
            description:
              'Requests per second, route by route. The dots of the latency panel beside it lead to single requests.',
            unit: units.requestsPerSecond,
            queries: [
              promql(
                '{{http_request_method}} {{http_route}}',
                http.requests(http.chosenRoute, ['http_request_method', 'http_route']),
              ),
            ],
            next: toLines,
          }),
          timeSeries({
            title: 'Failures and refusals',
            description:
              '5xx are our fault; 4xx are refusals: bad input, rate limit, unknown id. A wave of 4xx after a deployment is often ours too.',
            unit: units.requestsPerSecond,
            queries: [
              promql(
                '{{http_response_status_code}} {{http_route}}',
                http.failures(http.chosenRoute, ['http_response_status_code', 'http_route']),
              ),
              promql(
                '{{http_response_status_code}} {{http_route}}',
                http.refusals(http.chosenRoute, ['http_response_status_code', 'http_route']),
              ),
              promql('failed in all', `${http.failures(http.chosenRoute)} or vector(0)`),
            ],
            next: toWarnings,
          }),
          timeSeries({
            title: 'Latency',
            description:
              'Three percentiles. The further p99 departs from p50, the more a few requests suffer: click a dot to see the trace of one.',
            unit: units.seconds,
            thresholds: slow,
            queries: [0.5, 0.95, 0.99].map((q) =>
              promql(`p${q * 100}`, firstOf(http.latency(q, http.chosenRoute), spans.answered.latency(q))),
            ),
            next: toIncident,
          }),
        ],
        [
          heatmap({
            title: 'Where the requests lie',
            description:
              'Each column is a moment, each cell the number of requests in that range of latency. Two bands mean two kinds of request; a dot is one request with its trace.',
            unit: units.seconds,
            expr: http.latencyHeatmap(http.chosenRoute),
            next: toIncident,
          }),
          table({
            title: 'Routes',
            description: 'Every route with its rate, failures and latency, the busiest first.',
            rows: { http_request_method: 'Method', http_route: 'Route' },
            columns: [
              {
                title: 'Rate',
                unit: units.requestsPerSecond,
                expr: http.requests(http.chosenRoute, ['http_request_method', 'http_route']),
              },
              {
                title: 'Failed',
                unit: units.share,
                thresholds: ceiling({ warn: 0.001, bad: 0.01 }),
                expr: http.failureShare(http.chosenRoute, ['http_request_method', 'http_route']),
              },
              {
                title: 'p50',
                unit: units.seconds,
                expr: http.latency(0.5, http.chosenRoute, ['http_request_method', 'http_route']),
              },
              {
                title: 'p95',
                unit: units.seconds,
                thresholds: slow,
                expr: http.latency(0.95, http.chosenRoute, ['http_request_method', 'http_route']),
              },
            ],
            next: toLines,
          }),
        ],
      ],
    },
    {
      title: 'Work (from its spans, before sampling)',
      lines: [
        [
          timeSeries({
            title: 'Spans by kind',
            description:
              'Everything the service does, per second: server and consumer spans begin work, client and producer spans pass it on.',
            unit: units.operationsPerSecond,
            queries: [promql('{{span_kind}}', spans.byKind)],
            next: toPipeline,
          }),
          timeSeries({
            title: 'Failed spans',
            description:
              'Spans that ended with an error, by name: the first place to see which step of the work breaks.',
            unit: units.operationsPerSecond,
            queries: [promql('{{span_name}}', spans.failed), promql('in all', spans.failedInAll)],
            next: toWarnings,
          }),
          wide(
            table({
              title: 'Slowest kinds of work',
              description:
                'Spans by their p95. What a span waits for is counted in it: read from the inner ones outwards.',
              rows: { service_name: 'Service', span_name: 'Span' },
              columns: [
                { title: 'p95', unit: units.seconds, expr: spans.slowest },
                { title: 'Rate', unit: units.operationsPerSecond, expr: spans.rateOfEach },
              ],
              next: toIncident,
            }),
            1.5,
          ),
        ],
      ],
    },
    {
      title: 'Runtime',
      lines: [
        [
          timeSeries({
            title: 'Event loop delay (p99)',
            description:
              'How late the event loop comes to its work. Spikes without traffic point at garbage collection or synchronous work.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 0.05, bad: 0.1 }),
            queries: [promql('{{service_instance_id}}', runtime.eventLoopDelay)],
            next: toIncident,
          }),
          timeSeries({
            title: 'Event loop in use',
            description:
              'Share of the time the event loop was busy. Near 100 % the process cannot take more, whatever the CPU says.',
            unit: units.share,
            max: 1,
            thresholds: ceiling({ warn: 0.7, bad: 0.9 }),
            queries: [promql('{{service_instance_id}}', runtime.eventLoopUtilization)],
            next: toDashboard('host', 'Host and containers'),
          }),
          timeSeries({
            title: 'Time in garbage collection',
            description:
              'Share of the time spent collecting garbage, by kind. Major collections that grow mean the heap is short.',
            unit: units.share,
            queries: [promql('{{service_instance_id}} {{v8js_gc_type}}', runtime.gcShare)],
            next: toIncident,
          }),
        ],
        [
          timeSeries({
            title: 'Heap',
            description: 'Used heap against its size. A saw tooth is healthy; a floor that rises for hours is a leak.',
            unit: units.bytes,
            queries: [
              promql('used {{service_instance_id}}', runtime.heapUsed),
              promql('size {{service_instance_id}}', runtime.heapLimit),
            ],
            next: toDashboard('host', 'Host and containers'),
          }),
          timeSeries({
            title: 'Processor',
            description: 'Cores in use. One core is all a Node.js process can use for its own code.',
            unit: units.factor,
            queries: [promql('{{service_instance_id}}', runtime.cpu)],
            next: toDashboard('host', 'Host and containers'),
          }),
          timeSeries({
            title: 'Resident memory',
            description: 'What the process holds in memory, heap and everything else.',
            unit: units.bytes,
            queries: [promql('{{service_instance_id}}', runtime.memory)],
            next: toDashboard('host', 'Host and containers'),
          }),
        ],
        [
          timeSeries({
            title: 'Database connections',
            description: 'Connections in use against what the pool may open. In use = limit means callers queue.',
            unit: units.count,
            queries: [
              promql('used {{db_client_connection_pool_name}}', database.connectionsUsed),
              promql('limit {{db_client_connection_pool_name}}', database.connectionsMax),
            ],
            next: toDatabase,
          }),
          timeSeries({
            title: 'Wait for a connection (p95)',
            description: 'Time a caller waits until the pool gives it a connection. Microseconds when all is well.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 0.01, bad: 0.1 }),
            queries: [promql('{{db_client_connection_pool_name}}', database.connectionWait(0.95))],
            next: toDatabase,
          }),
        ],
      ],
    },
    {
      title: 'Logs',
      lines: [
        [
          logs({
            title: 'What it says',
            description: 'The newest lines. Open one: its trace_id leads to the whole trace.',
            expr: lines(),
            next: toDashboard('logs', 'Logs', { service: '$service' }),
          }),
        ],
      ],
    },
  ],
};
