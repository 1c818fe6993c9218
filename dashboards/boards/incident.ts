import type { Board } from '../board';
import { filled, toDashboard, toLogs, toTrace } from '../links';
import { callsTable } from '../panels/calls-table';
import { heatmap } from '../panels/heatmap';
import { logs } from '../panels/logs';
import { stat } from '../panels/stat';
import { table } from '../panels/table';
import { logql, promql } from '../panels/targets';
import { text } from '../panels/text';
import { ceiling, none } from '../panels/thresholds';
import { timeSeries } from '../panels/time-series';
import * as changes from '../queries/changes';
import * as http from '../queries/http';
import { lineRate, lines, warnings } from '../queries/logs';
import * as slo from '../queries/slo';
import * as spans from '../queries/spans';
import { traceLines } from '../queries/traces';
import { units } from '../units';
import { service, typed } from '../variables';

const toService = toDashboard('service', 'Service', { service: '$service' });
const toJourney = toDashboard('order-journey', 'Order journey');
const toSlo = toDashboard('slo', 'SLOs and error budgets');
const toWarnings = toLogs('Warnings and errors', lines('$service', warnings));

export const board: Board = {
  title: 'Incident',
  description:
    'From the alert to the trace to the log line on one screen. Read from top to bottom: what fires, what changed, what it looks like, what it says.',
  tags: ['on-call'],
  variables: [service, typed('trace', 'Trace ID')],
  rows: [
    {
      title: '1. What fires',
      lines: [
        [
          stat({
            title: 'Alerts firing',
            description: 'Alerts that call for somebody.',
            unit: units.count,
            thresholds: none,
            queries: [promql('firing', slo.firingCount)],
            next: toSlo,
          }),
          stat({
            title: 'Fastest burn',
            description: 'The highest burn rate of all SLOs: 14.4 pages within minutes.',
            unit: units.factor,
            thresholds: ceiling({ warn: 1, bad: 6 }),
            queries: [promql('burn rate', `max(${slo.burnNowOfAll})`)],
            next: toSlo,
          }),
          stat({
            title: 'Failing now',
            description: 'Share of the requests that end with a 5xx.',
            unit: units.share,
            thresholds: ceiling({ warn: 0.001, bad: 0.01 }),
            queries: [promql('failed', http.failureShare(http.chosenService))],
            next: toService,
          }),
        ],
        [
          table({
            title: 'Alerts',
            description:
              'Every alert, the watchdog included (it always fires and proves that rules are evaluated). Each one has a runbook in alerts/runbooks.',
            rows: { alertname: 'Alert', severity: 'Severity', alertstate: 'State' },
            columns: [{ title: 'Series', unit: units.count, expr: changes.alerts }],
            next: toSlo,
          }),
          table({
            title: 'Running versions',
            description:
              'When each instance started and which version it runs. A start just before the trouble is the first suspect.',
            rows: { service_name: 'Service', service_version: 'Version', service_instance_id: 'Instance' },
            columns: [{ title: 'Running for', unit: units.seconds, expr: changes.runningFor }],
            next: toService,
          }),
        ],
      ],
    },
    {
      title: '2. What changed',
      lines: [
        [
          timeSeries({
            title: 'Traffic, and ten minutes earlier',
            description: 'Requests per second now and ten minutes before. A surge explains much, a fall to zero more.',
            unit: units.requestsPerSecond,
            queries: [
              promql('{{service_name}}', changes.traffic.now),
              promql('{{service_name}} earlier', changes.traffic.before),
            ],
            next: toService,
          }),
          timeSeries({
            title: 'New kinds of line',
            description: 'Warnings and errors per second by event: one that was not there before the trouble names it.',
            unit: units.perSecond,
            queries: [
              logql(
                '{{service_name}} {{event}}',
                lineRate(`${lines('$service', warnings)} | event!=""`, ['service_name', 'event']),
              ),
            ],
            next: toWarnings,
          }),
        ],
      ],
    },
    {
      title: '3. What it looks like',
      lines: [
        [
          timeSeries({
            title: 'Failed, by route and status',
            description: 'Which door fails. One route alone is a bug, all at once a dependency.',
            unit: units.requestsPerSecond,
            queries: [
              promql(
                '{{http_response_status_code}} {{http_request_method}} {{http_route}}',
                http.failures(http.chosenService, ['http_response_status_code', 'http_request_method', 'http_route']),
              ),
              promql('failed in all', `${http.failures(http.chosenService)} or vector(0)`),
            ],
            next: toService,
          }),
          timeSeries({
            title: 'Latency by route (p95), with traces',
            description: 'Each dot is one request: click it and open its trace.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 0.3, bad: 1 }),
            queries: [
              promql(
                '{{http_request_method}} {{http_route}}',
                http.latency(0.95, http.chosenService, ['http_request_method', 'http_route']),
              ),
            ],
            next: toService,
          }),
          heatmap({
            title: 'Where the requests lie',
            description:
              'A band that splits off upwards is the part of the requests that suffers; its dots are their traces.',
            unit: units.seconds,
            expr: http.latencyHeatmap(http.chosenService),
            next: toService,
          }),
        ],
        [
          callsTable({
            title: 'Between which services',
            description:
              'Calls between services with their failures and latency: the last red row downstream is nearest to the cause.',
            sortBy: 'Failed',
            next: toJourney,
          }),
          table({
            title: 'Slowest kinds of work',
            description: 'Spans by their p95: which step takes the time.',
            rows: { service_name: 'Service', span_name: 'Span' },
            columns: [
              { title: 'p95', unit: units.seconds, expr: spans.slowest },
              { title: 'Rate', unit: units.operationsPerSecond, expr: spans.rateOfEach },
            ],
            sortBy: 'p95',
            next: toService,
          }),
        ],
      ],
    },
    {
      title: '4. What it says',
      lines: [
        [
          logs({
            title: 'Warnings and errors',
            description:
              'The newest first. Open a line: its trace_id leads to the whole story; paste it above to see only its lines on the right.',
            expr: lines('$service', warnings),
            next: toWarnings,
          }),
          logs({
            title: 'Lines of one trace',
            description:
              'Everything both services said while they worked on the trace pasted above; without one, everything that belongs to any trace.',
            expr: traceLines,
            next: toTrace('Open this trace', filled('trace')),
          }),
        ],
        [
          text({
            title: 'On the command line',
            description: 'The same without a browser.',
            next: toDashboard('overview', 'Overview'),
            markdown: [
              '`sightline trace --last-error` follows the last failure through every hop; `sightline trace <trace id | order id>` any other.',
              '`sightline doctor` sends a known order through and names the broken hop.',
            ].join('\n\n'),
          }),
        ],
      ],
    },
  ],
};
