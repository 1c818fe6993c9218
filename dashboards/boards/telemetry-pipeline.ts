import type { Board } from '../board';
import { toDashboard, toLogs } from '../links';
import { stat } from '../panels/stat';
import { logql, promql } from '../panels/targets';
import { ceiling, floor, none } from '../panels/thresholds';
import { timeSeries } from '../panels/time-series';
import { lines, warnings } from '../queries/logs';
import * as telemetry from '../queries/telemetry';
import { units } from '../units';

const toHost = toDashboard('host', 'Host and containers');
const toLogsBoard = toDashboard('logs', 'Logs');
const toService = toDashboard('service', 'Service');
const toWarnings = toLogs('Warnings of every service', lines('.+', warnings));

export const board: Board = {
  title: 'Telemetry pipeline',
  description:
    'Can the other dashboards be believed? What services emit, what the collector takes, keeps and loses, and how old it is when it is seen.',
  tags: ['telemetry'],
  rows: [
    {
      title: 'Can it be believed?',
      lines: [
        [
          stat({
            title: 'Correlation score',
            description:
              'Share of the request log lines that carry a trace ID. Below 100 % somewhere a hop drops its context: `sightline score` says where.',
            unit: units.share,
            thresholds: floor({ warn: 1, bad: 0.99 }),
            queries: [logql('score', telemetry.correlationScore)],
            next: toLogsBoard,
          }),
          stat({
            title: 'Lost',
            description:
              'Spans and log lines refused or given up on in this time range, in the services and in the collector.',
            unit: units.count,
            thresholds: none,
            queries: [promql('lost', telemetry.lost)],
            next: toWarnings,
          }),
          stat({
            title: 'Oldest metric',
            description:
              'Time since the last sample of the one that was silent longest: with a scrape every 5 s (10 s for the engines) it stays below about 11 s.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 15, bad: 60 }),
            queries: [promql('oldest', telemetry.oldestMetric)],
            next: toService,
          }),
          stat({
            title: 'Fullest queue',
            description:
              'What waits on disk for a backend, of what may wait. It drains by itself once the backend is back.',
            unit: units.share,
            thresholds: ceiling({ warn: 0.5, bad: 0.8 }),
            queries: [promql('full', telemetry.fullestQueue)],
            next: toHost,
          }),
          stat({
            title: 'Spans kept',
            description:
              'Spans stored, of those taken. Below 100 % on purpose when SIGHTLINE_TRACE_SHARE is; rates and latencies are counted before.',
            unit: units.share,
            queries: [promql('kept', telemetry.keptShare)],
            next: toService,
          }),
        ],
      ],
    },
    {
      title: 'In the services',
      lines: [
        [
          timeSeries({
            title: 'Spans made and delivered',
            description:
              'The two lines of a service lie on each other. Delivered falling below made: the collector is away or refuses.',
            unit: units.operationsPerSecond,
            queries: [
              promql('made {{service_name}}', telemetry.spansMade),
              promql('delivered {{service_name}}', telemetry.spansDelivered),
            ],
            next: toService,
          }),
          timeSeries({
            title: 'Log lines made',
            description: 'By service and level. A flood costs money and hides what matters.',
            unit: units.perSecond,
            queries: [promql('{{service_name}} {{level}}', telemetry.logsMade)],
            next: toLogsBoard,
          }),
          timeSeries({
            title: 'Held back',
            description:
              'Values replaced because they were secret or personal, and attributes the catalogue does not know. Both are better mended where they are written.',
            unit: units.perSecond,
            queries: [promql('redacted', telemetry.redacted), promql('not declared', telemetry.undeclared)],
            next: toWarnings,
          }),
          timeSeries({
            title: 'Answering scrapes',
            description:
              '1 while a target answers. 0 is a process that is down or does not come to answer: a service that is only idle stays at 1.',
            unit: units.factor,
            max: 1,
            queries: [promql('{{service_name}}', telemetry.answering)],
            next: toService,
          }),
        ],
      ],
    },
    {
      title: 'In the collector',
      lines: [
        [
          timeSeries({
            title: 'Taken',
            description: 'What the collector accepted, per second.',
            unit: units.perSecond,
            queries: [
              promql('spans', telemetry.accepted.spans),
              promql('log lines', telemetry.accepted.logs),
              promql('metric points', telemetry.accepted.points),
            ],
            next: toHost,
          }),
          timeSeries({
            title: 'Stored',
            description: 'What each backend took, per second.',
            unit: units.perSecond,
            queries: [
              promql('spans to {{exporter}}', telemetry.sent.spans),
              promql('log lines to {{exporter}}', telemetry.sent.logs),
              promql('metric points to {{exporter}}', telemetry.sent.points),
            ],
            next: toHost,
          }),
          timeSeries({
            title: 'Refused',
            description:
              'What the collector did not take: its memory is short or a queue is full. The senders keep it and try again.',
            unit: units.perSecond,
            queries: [
              promql('spans', telemetry.refused.spans),
              promql('log lines', telemetry.refused.logs),
              promql('metric points', telemetry.refused.points),
            ],
            next: toWarnings,
          }),
          timeSeries({
            title: 'Left out of what others send',
            description:
              'Single spans and points that no store takes, items cut because they are too large, items whose name is _OTHER because there are too many. Zero, unless somebody sends what cannot be kept.',
            unit: units.perSecond,
            queries: [
              promql('spans refused', telemetry.leftOut.spans),
              promql('points refused', telemetry.leftOut.points),
              promql('items cut', telemetry.leftOut.cut),
              promql('names folded', telemetry.leftOut.folded),
            ],
            next: toWarnings,
          }),
          timeSeries({
            title: 'Given up on',
            description:
              'What no backend took in the end: lost. Always zero, because sending is tried again without end.',
            unit: units.perSecond,
            queries: [
              promql('spans', telemetry.givenUp.spans),
              promql('log lines', telemetry.givenUp.logs),
              promql('metric points', telemetry.givenUp.points),
            ],
            next: toWarnings,
          }),
        ],
        [
          timeSeries({
            title: 'Waiting for a backend',
            description: 'Items queued on disk, by exporter. A backend that is away makes a ramp, its return a cliff.',
            unit: units.count,
            queries: [promql('{{exporter}}', telemetry.queued)],
            next: toHost,
          }),
          timeSeries({
            title: 'Memory of the collector',
            description: 'Past its limit (400 MB unless said otherwise) it refuses rather than dies.',
            unit: units.bytes,
            queries: [promql('resident', telemetry.collectorMemory)],
            next: toHost,
          }),
          timeSeries({
            title: 'Processor time of the collector',
            description: 'Cores in use.',
            unit: units.factor,
            queries: [promql('cores', telemetry.collectorCpu)],
            next: toHost,
          }),
          timeSeries({
            title: 'Time of a scrape',
            description: 'How long a target takes to answer. Near the time-out of 4 s samples begin to go missing.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 1, bad: 4 }),
            queries: [promql('{{service_name}}', telemetry.scrapeDuration)],
            next: toService,
          }),
        ],
      ],
    },
    {
      title: 'In the stores',
      lines: [
        [
          timeSeries({
            title: 'Age of the newest sample',
            description:
              'Time since the last sample, service by service. A line that climbs is telemetry gone missing.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 15, bad: 60 }),
            queries: [promql('{{service_name}}', telemetry.metricAge)],
            next: toService,
          }),
          timeSeries({
            title: 'Series held',
            description:
              'Series Prometheus holds in memory. A jump after a deployment is a label with too many values.',
            unit: units.count,
            queries: [promql('series', telemetry.seriesHeld)],
            next: toHost,
          }),
          timeSeries({
            title: 'Samples and log lines stored',
            description: 'Per second, as the stores count them.',
            unit: units.perSecond,
            queries: [promql('samples', telemetry.samplesStored), promql('log lines', telemetry.logLinesStored)],
            next: toHost,
          }),
          timeSeries({
            title: 'Rules that failed',
            description:
              'Recording and alert rules that could not be evaluated, per second. Above zero an alert may be blind.',
            unit: units.perSecond,
            queries: [promql('failed', telemetry.ruleFailures)],
            next: toDashboard('slo', 'SLOs and error budgets'),
          }),
        ],
      ],
    },
  ],
};
