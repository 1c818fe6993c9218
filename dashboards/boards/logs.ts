import { logEvents } from '@sightline/catalogue';
import type { Board } from '../board';
import { wide } from '../layout';
import { toDashboard, toLogs } from '../links';
import { barGauge } from '../panels/bar-gauge';
import { logs } from '../panels/logs';
import { stat } from '../panels/stat';
import { logql } from '../panels/targets';
import { ceiling, floor } from '../panels/thresholds';
import { timeSeries } from '../panels/time-series';
import { byteRate, commonest, errors, event, joinedShare, lineCount, lineRate, lines, warnings } from '../queries/logs';
import { units } from '../units';
import { choice, service, typed } from '../variables';

const toService = toDashboard('service', 'Service', { service: '$service' });
const toIncident = toDashboard('incident', 'Incident', { service: '$service' });
const toPipeline = toDashboard('telemetry-pipeline', 'Telemetry pipeline');
const searched = `${lines('$service', '$level')} |~ "(?i)$search"`;

export const board: Board = {
  title: 'Logs',
  description: 'What the services say: how much, how bad, which patterns, and how much of it leads to a trace.',
  tags: ['logs'],
  variables: [
    service,
    choice('level', 'Level', {
      any: '.+',
      'warn and worse': warnings,
      'error and worse': errors,
      info: 'info',
      debug: 'debug',
    }),
    typed('search', 'Contains'),
  ],
  rows: [
    {
      title: 'Now',
      lines: [
        [
          stat({
            title: 'Lines that join a trace',
            description:
              'Share of the lines that carry a trace ID. The rest is start-up, shutdown and background work.',
            unit: units.share,
            thresholds: floor({ warn: 0.9, bad: 0.5 }),
            queries: [logql('{{service_name}}', joinedShare(lines()))],
            next: toPipeline,
          }),
          stat({
            title: 'Request lines that join a trace',
            description: 'Share of the request lines that carry a trace ID. It must be 100 %.',
            unit: units.share,
            thresholds: floor({ warn: 1, bad: 0.99 }),
            queries: [logql('{{service_name}}', joinedShare(event(logEvents.httpRequestCompleted)))],
            next: toPipeline,
          }),
          stat({
            title: 'Warnings and errors',
            description: 'Lines from level warn on, in this time range.',
            unit: units.count,
            thresholds: ceiling({ warn: 50, bad: 500 }),
            queries: [logql('{{service_name}}', lineCount(lines('$service', warnings), ['service_name']))],
            next: toIncident,
          }),
        ],
      ],
    },
    {
      title: 'How much, how bad',
      lines: [
        [
          timeSeries({
            title: 'Lines by level',
            description: 'Per second. The share of warnings matters more than the sum.',
            unit: units.perSecond,
            stacked: true,
            queries: [logql('{{level}}', lineRate(lines(), ['level']))],
            next: toService,
          }),
          timeSeries({
            title: 'Lines by service',
            description:
              'Per second. One service that talks much more than before is a loop or a forgotten debug level.',
            unit: units.perSecond,
            queries: [logql('{{service_name}}', lineRate(lines(), ['service_name']))],
            next: toService,
          }),
          timeSeries({
            title: 'Volume',
            description: 'Bytes per second: what storage and transport cost.',
            unit: units.bytesPerSecond,
            queries: [logql('{{service_name}}', byteRate(lines(), ['service_name']))],
            next: toPipeline,
          }),
        ],
        [
          barGauge({
            title: 'What is said most',
            description:
              'Log events by number in this time range. Each is declared in the telemetry catalogue, where its meaning stands.',
            unit: units.count,
            queries: [logql('{{service_name}} {{event}}', commonest(lines()))],
            next: toService,
          }),
          barGauge({
            title: 'Patterns of trouble',
            description: 'The same for warnings and errors: an event new to this list is the best hint there is.',
            unit: units.count,
            queries: [logql('{{service_name}} {{event}} ({{level}})', commonest(lines('$service', warnings)))],
            next: toIncident,
          }),
        ],
      ],
    },
    {
      title: 'Lines',
      lines: [
        [
          wide(
            logs({
              title: 'Found',
              description:
                "Lines of the chosen services and levels that contain the text. A line's trace_id leads to its trace.",
              expr: searched,
              limit: 500,
              next: toLogs('Search on', lines()),
            }),
          ),
          logs({
            title: 'Warnings and errors',
            description: 'From level warn on, whatever is searched for.',
            expr: lines('$service', warnings),
            next: toIncident,
          }),
        ],
      ],
    },
  ],
};
