import { logEvents } from '@sightline/catalogue';
import type { Board } from '../board';
import { toDashboard, toLogs } from '../links';
import { barGauge } from '../panels/bar-gauge';
import { logs } from '../panels/logs';
import { logql } from '../panels/targets';
import { ceiling, none } from '../panels/thresholds';
import { auditLog, auditOf } from '../queries/audit';
import { lineCount } from '../queries/logs';
import { units } from '../units';

const { auditAlertSilenced, auditAccessRefused, auditKeysChanged, auditKeysUnusable } = logEvents;
const toAll = toLogs('The whole audit log', auditLog);
const toIncident = toDashboard('incident', 'Incident');

export const board: Board = {
  title: 'Audit',
  description:
    'Who did what: flags that were switched, dead letters sent back, orders cancelled, alerts silenced, keys replaced or refused. Each line has the name of the API key it was done with.',
  tags: ['audit'],
  variables: [],
  rows: [
    {
      title: 'Who and what',
      lines: [
        [
          barGauge({
            title: 'By key',
            description:
              'What was done with each key in this time range. A name nobody expects here is the first thing to ask about.',
            unit: units.count,
            thresholds: none,
            queries: [logql('{{audit_actor}}', lineCount(auditLog, ['audit_actor']))],
            next: toAll,
          }),
          barGauge({
            title: 'By kind',
            description: 'What was done, by its kind, in this time range.',
            unit: units.count,
            thresholds: none,
            queries: [logql('{{event}}', lineCount(auditLog, ['event']))],
            next: toAll,
          }),
          barGauge({
            title: 'Refused, by key and right',
            description:
              'A key used for what it may not do: somebody tries, or a program was given too little. Many of one key within a minute are no mistake.',
            unit: units.count,
            thresholds: ceiling({ warn: 1, bad: 20 }),
            queries: [
              logql(
                '{{audit_actor}} {{audit_right}}',
                lineCount(auditOf(auditAccessRefused), ['audit_actor', 'audit_right']),
              ),
            ],
            next: toAll,
          }),
        ],
      ],
    },
    {
      title: 'Line by line',
      lines: [
        [
          logs({
            title: 'All of it',
            description: 'The newest first. Open a line: it has who did it, to what, and the trace of the request.',
            expr: auditLog,
            next: toIncident,
          }),
        ],
        [
          logs({
            title: 'Alerts silenced',
            description:
              'Who silenced which alerts, until when and why. Alertmanager asks nobody who they are: the author is what was typed there, and proves nothing.',
            expr: auditOf(auditAlertSilenced),
            next: toIncident,
          }),
          logs({
            title: 'Keys',
            description: 'When the file of the API keys was changed, and who is let in since.',
            expr: auditOf(auditKeysChanged, auditKeysUnusable),
            next: toAll,
          }),
        ],
      ],
    },
  ],
};
