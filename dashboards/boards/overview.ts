import type { Board } from '../board';
import { wide } from '../layout';
import { filled, toDashboard } from '../links';
import { callsTable } from '../panels/calls-table';
import { gauge } from '../panels/gauge';
import { nodeGraph } from '../panels/node-graph';
import { stat } from '../panels/stat';
import { table } from '../panels/table';
import { promql } from '../panels/targets';
import { ceiling, floor, none } from '../panels/thresholds';
import { timeSeries } from '../panels/time-series';
import * as host from '../queries/host';
import * as http from '../queries/http';
import * as kafka from '../queries/kafka';
import * as orders from '../queries/orders';
import { firstOf } from '../queries/promql';
import * as slo from '../queries/slo';
import * as spans from '../queries/spans';
import * as telemetry from '../queries/telemetry';
import { units } from '../units';

const toService = toDashboard('service', 'Service');
const toJourney = toDashboard('order-journey', 'Order journey');
const toSlo = toDashboard('slo', 'SLOs and error budgets');
const toIncident = toDashboard('incident', 'Incident');
const toHost = toDashboard('host', 'Host and containers');

export const board: Board = {
  title: 'Overview',
  description:
    'Is everything all right? The first page for everybody: four golden signals, promises, alerts, and the way onwards.',
  tags: ['start-here'],
  rows: [
    {
      title: 'Is everything all right?',
      lines: [
        [
          stat({
            title: 'Alerts firing',
            description: 'Alerts that call for somebody. Zero on a good day.',
            unit: units.count,
            thresholds: none,
            queries: [promql('firing', slo.firingCount)],
            next: toIncident,
          }),
          stat({
            title: 'Least error budget left',
            description: 'Of all SLOs the one that is worst off. Below zero a promise is broken.',
            unit: units.share,
            thresholds: floor({ warn: 0.5, bad: 0.1 }),
            queries: [promql('left', `min(${slo.budgetLeftOfAll})`)],
            next: toSlo,
          }),
          stat({
            title: 'Orders paid',
            description:
              'Share of the orders reaching their final state that were paid. The rest was declined, timed out or taken back.',
            unit: units.share,
            thresholds: floor({ warn: 0.8, bad: 0.5 }),
            queries: [promql('paid', orders.paidShare)],
            next: toJourney,
          }),
          stat({
            title: 'Order settled (p95)',
            description:
              'From "accepted" to paid or cancelled, through both services, Kafka and the bank. Ten seconds are promised.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 5, bad: 10 }),
            queries: [promql('p95', orders.completion(0.95))],
            next: toJourney,
          }),
          stat({
            title: 'Telemetry lost',
            description:
              'Spans and log lines refused or given up on in this time range. Above zero, trust the other panels less.',
            unit: units.count,
            thresholds: none,
            queries: [promql('lost', telemetry.lost)],
            next: toDashboard('telemetry-pipeline', 'Telemetry pipeline'),
          }),
          stat({
            title: 'Watchdog',
            description:
              'An alert that always fires: 1 proves that rules are evaluated. 0 means no alert could reach anybody.',
            unit: units.count,
            thresholds: floor({ warn: 1, bad: 0.5 }),
            queries: [promql('firing', slo.watchdog)],
            next: toDashboard('telemetry-pipeline', 'Telemetry pipeline'),
          }),
        ],
      ],
    },
    {
      title: 'Four golden signals',
      lines: [
        [
          timeSeries({
            title: 'Traffic',
            description:
              'Requests per second, service by service. Know its daily course: a fall is as telling as a rise.',
            unit: units.requestsPerSecond,
            queries: [
              promql('{{service_name}}', firstOf(http.requests({}, ['service_name']), spans.answered.byService)),
            ],
            next: toService,
          }),
          timeSeries({
            title: 'Errors',
            description:
              'Share of the work (requests and messages) that failed. The alert fires above 1 % for five minutes.',
            unit: units.share,
            thresholds: ceiling({ warn: 0.005, bad: 0.01 }),
            queries: [promql('{{service_name}}', spans.failureShareByService)],
            next: toIncident,
          }),
          timeSeries({
            title: 'Latency (p95)',
            description:
              'Nineteen of twenty requests or messages are done within this time. Click a dot to open the trace behind it.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 0.3, bad: 1 }),
            queries: [promql('{{service_name}}', spans.latencyByService(0.95))],
            next: toService,
          }),
          timeSeries({
            title: 'Saturation',
            description:
              'What runs full first: processor, memory, and the busiest event loop. Near 100 % latency rises steeply.',
            unit: units.share,
            max: 1,
            thresholds: ceiling({ warn: 0.8, bad: 0.9 }),
            queries: [
              promql('processor', host.cpuBusy),
              promql('memory', host.memoryUsed),
              promql('event loop {{service_name}}', host.eventLoops),
            ],
            next: toHost,
          }),
        ],
      ],
    },
    {
      title: 'Promises',
      lines: [
        [
          wide(
            table({
              title: 'SLOs',
              description:
                'Every promise: how much of its error budget is left and how fast it goes. A burn rate of 1 uses up the budget exactly at the end of the period.',
              rows: { sloth_slo: 'SLO', sloth_service: 'Service' },
              columns: [
                {
                  title: 'Budget left',
                  unit: units.share,
                  thresholds: floor({ warn: 0.5, bad: 0.1 }),
                  expr: `max by (sloth_slo, sloth_service) (${slo.budgetLeftOfAll})`,
                },
                {
                  title: 'Burn rate',
                  unit: units.factor,
                  thresholds: ceiling({ warn: 1, bad: 6 }),
                  expr: `max by (sloth_slo, sloth_service) (${slo.burnNowOfAll})`,
                },
              ],
              sortBy: 'Burn rate',
              rowLink: toDashboard('slo', 'Open this SLO', { slo: filled('__value.raw') }),
              next: toSlo,
            }),
          ),
          gauge({
            title: 'Fullest telemetry queue',
            description: 'What waits on disk for a backend, of what may wait. Full means that senders are refused.',
            unit: units.share,
            max: 1,
            thresholds: ceiling({ warn: 0.5, bad: 0.8 }),
            queries: [promql('full', telemetry.fullestQueue)],
            next: toDashboard('telemetry-pipeline', 'Telemetry pipeline'),
          }),
          timeSeries({
            title: 'Messages not yet read',
            description:
              'How far the consumers are behind Kafka, by group. A hill is a burst; a slope is a consumer that is too slow or stuck.',
            unit: units.count,
            queries: [promql('{{group}} {{topic}}', kafka.lag)],
            next: toDashboard('kafka', 'Kafka and outbox'),
          }),
        ],
      ],
    },
    {
      title: 'Who calls whom',
      lines: [
        [
          nodeGraph({
            title: 'Service graph',
            description:
              'Drawn from spans, messages included: the number is requests per second. A missing arrow is a hop that lost its trace context.',
            unit: units.requestsPerSecond,
            nodes: spans.graph.nodes,
            edges: spans.graph.edges,
            next: toService,
          }),
          callsTable({
            title: 'Calls between services',
            description:
              'The same graph as figures, the slowest first. The bank is a third party and tells nothing itself: what is seen is our side.',
            sortBy: 'p95',
            next: toService,
          }),
        ],
      ],
    },
  ],
};
