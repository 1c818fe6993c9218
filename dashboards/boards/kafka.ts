import { logEvents } from '@sightline/catalogue';
import type { Board } from '../board';
import { wide } from '../layout';
import { toDashboard, toLogs } from '../links';
import { logs } from '../panels/logs';
import { stat } from '../panels/stat';
import { table } from '../panels/table';
import { promql } from '../panels/targets';
import { ceiling, floor, none } from '../panels/thresholds';
import { timeSeries } from '../panels/time-series';
import * as kafka from '../queries/kafka';
import { event, events } from '../queries/logs';
import * as messaging from '../queries/messaging';
import { units } from '../units';

const toJourney = toDashboard('order-journey', 'Order journey');
const toDatabase = toDashboard('postgresql', 'PostgreSQL');
const toIncident = toDashboard('incident', 'Incident');
const toDeadLetters = toLogs('Dead-lettered messages', event(logEvents.messageDeadLettered));
const late = ceiling({ warn: 0.1, bad: 1 });

export const board: Board = {
  title: 'Kafka and outbox',
  description:
    'The way of a message: committed to the outbox, published to Kafka, read by its group, handled once. Where it stands still.',
  tags: ['messaging'],
  rows: [
    {
      title: 'Now',
      lines: [
        [
          stat({
            title: 'Brokers',
            description: 'Brokers that answer. None means that orders wait in the outbox, safely, until one does.',
            unit: units.count,
            thresholds: floor({ warn: 1, bad: 0.5 }),
            queries: [promql('brokers', kafka.brokers)],
            next: toDashboard('host', 'Host and containers'),
          }),
          stat({
            title: 'Waiting in the outbox',
            description:
              'Messages committed but not yet in Kafka, by service. A few at most; growing means Kafka does not take them.',
            unit: units.count,
            thresholds: ceiling({ warn: 50, bad: 500 }),
            queries: [promql('{{service_name}}', messaging.outboxPending)],
            next: toDatabase,
          }),
          stat({
            title: 'Oldest in the outbox',
            description:
              'How long the oldest message has been waiting for Kafka. The alert fires long before customers notice.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 5, bad: 30 }),
            queries: [promql('{{service_name}}', messaging.outboxOldest)],
            next: toIncident,
          }),
          stat({
            title: 'Not yet read',
            description: 'Messages in Kafka that their group has not read. Near zero when the consumers keep up.',
            unit: units.count,
            thresholds: ceiling({ warn: 100, bad: 1000 }),
            queries: [promql('lag', kafka.lagInAll)],
            next: toJourney,
          }),
          stat({
            title: 'Dead letters',
            description:
              'Messages set aside in this time range. `sightline dlq list` shows them, `sightline dlq replay` brings them back.',
            unit: units.count,
            thresholds: none,
            queries: [promql('dead letters', messaging.deadLetters)],
            next: toDeadLetters,
          }),
        ],
      ],
    },
    {
      title: 'Into Kafka: the outbox',
      lines: [
        [
          timeSeries({
            title: 'Published',
            description: 'Messages brought from the outbox into Kafka, per second and topic.',
            unit: units.perSecond,
            queries: [
              promql('{{messaging_destination_name}}', messaging.published),
              promql('failed batches', messaging.publishFailures),
            ],
            next: toLogs('Batches Kafka did not take', event(logEvents.outboxPublishFailed)),
          }),
          timeSeries({
            title: 'From commit to Kafka (p95)',
            description:
              'Time a message spends in the outbox. Idle it is a few milliseconds, because the relay is woken by the commit.',
            unit: units.seconds,
            thresholds: late,
            queries: [promql('{{messaging_destination_name}}', messaging.outboxDelay(0.95))],
            next: toDatabase,
          }),
          timeSeries({
            title: 'Waiting in the outbox',
            description: 'A hill is a burst, a slope is a relay or a broker that does not work.',
            unit: units.count,
            queries: [promql('{{service_name}}', messaging.outboxPending)],
            next: toDatabase,
          }),
        ],
      ],
    },
    {
      title: 'In Kafka',
      lines: [
        [
          timeSeries({
            title: 'Written',
            description: 'Messages appended per second and topic, as Kafka itself counts them.',
            unit: units.perSecond,
            queries: [promql('{{topic}}', kafka.written)],
            next: toJourney,
          }),
          timeSeries({
            title: 'Read',
            description: 'Messages each group has read per second. It must follow the panel on its left.',
            unit: units.perSecond,
            queries: [promql('{{group}} {{topic}}', kafka.read)],
            next: toJourney,
          }),
          timeSeries({
            title: 'Lag',
            description:
              'Messages a group has not yet read. Rising steadily: the consumer is slower than the producer, or it is stuck on one message.',
            unit: units.count,
            queries: [promql('{{group}} {{topic}}', kafka.lag)],
            next: toIncident,
          }),
          table({
            title: 'Consumer groups',
            description:
              'Members of each group. Fewer than instances: one has left, its partitions are being handed over.',
            rows: { group: 'Group' },
            columns: [
              { title: 'Members', unit: units.count, thresholds: floor({ warn: 1, bad: 0.5 }), expr: kafka.members },
            ],
            next: toIncident,
          }),
        ],
      ],
    },
    {
      title: 'Out of Kafka: handling',
      lines: [
        [
          timeSeries({
            title: 'Handled, by outcome',
            description: 'Messages per second. Duplicates are normal after a restart; dead-lettered ones never are.',
            unit: units.perSecond,
            queries: [promql('{{messaging_destination_name}} {{outcome}}', messaging.processed)],
            next: toJourney,
          }),
          timeSeries({
            title: 'Time to handle one (p95)',
            description:
              'Retries included. The payment topic waits for the bank: the dots open the trace of one message.',
            unit: units.seconds,
            thresholds: late,
            queries: [promql('{{messaging_destination_name}}', messaging.processing(0.95))],
            next: toIncident,
          }),
          wide(
            logs({
              title: 'Retries, duplicates, dead letters',
              description: 'What the consumers say about messages that did not go through at once.',
              expr: events(
                logEvents.consumerRetry,
                logEvents.messageDuplicate,
                logEvents.messageDeadLettered,
                logEvents.outboxPublishFailed,
                logEvents.consumerCrashed,
              ),
              next: toDashboard('logs', 'Logs'),
            }),
          ),
        ],
      ],
    },
  ],
};
