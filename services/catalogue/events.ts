import {
  counterOf,
  defineCatalogue,
  gaugeOf,
  histogramOf,
  libraryCatalogue,
  logEventOf,
  open,
  spanOf,
} from '@sightline/observability/catalogue';
import { orders } from './orders';

const destination = open(16, 'sightline.orders.v1');
const polledWork = ['payments', 'overdue_orders'] as const;
const deadLetterExtents = ['whole', 'part', 'place'] as const;
const deadLetterReasons = ['malformed', 'invalid', 'retries_exhausted', 'rejected'] as const;

/** Events between services: outbox, Kafka, inbox, dead letters. */
export const events = defineCatalogue({
  name: 'events',
  emittedBy: ['order', 'payment'],
  uses: [libraryCatalogue, orders],
  metrics: {
    messagingProcessDuration: histogramOf({
      name: 'messaging_process_duration_seconds',
      description: 'Time to handle one message, retries included',
      unit: 's',
      labels: {
        messaging_destination_name: destination,
        messaging_consumer_group_name: open(8, 'payment'),
        outcome: ['processed', 'duplicate', 'dead_lettered', 'failed'],
      },
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    }),
    messagingRetries: counterOf({
      name: 'messaging_consumer_retries_total',
      description: 'Messages tried again after a failure that may pass',
      unit: '{retry}',
      labels: { messaging_destination_name: destination },
    }),
    messagingDeadLetters: counterOf({
      name: 'messaging_dead_letters_total',
      description:
        'Messages moved to the dead-letter topic: whole, in part where they are too large, or only as their place',
      unit: '{message}',
      labels: { messaging_destination_name: destination, reason: deadLetterReasons, kept: deadLetterExtents },
    }),
    inboxDuplicates: counterOf({
      name: 'messaging_inbox_duplicates_total',
      description: 'Messages delivered again whose effect was already there',
      unit: '{message}',
      labels: { messaging_destination_name: destination },
    }),
    messagesOutOfOrder: counterOf({
      name: 'messaging_out_of_order_messages_total',
      description: 'Messages that came after a later one of their partition',
      unit: '{message}',
      labels: { messaging_destination_name: destination },
    }),
    messagesWithoutContext: counterOf({
      name: 'messaging_messages_without_context_total',
      description:
        'Messages that came without a trace context, or with one that nobody can read: what follows is in another trace',
      unit: '{message}',
      labels: { messaging_destination_name: destination },
    }),
    messagingClockSkew: gaugeOf({
      name: 'messaging_clock_skew_seconds',
      description:
        'How far in the future messages were sent, by our clock, at most since the last scrape; 0 when none was',
      unit: 's',
      labels: { messaging_destination_name: destination },
    }),
    consumerRebalances: counterOf({
      name: 'messaging_consumer_rebalances_total',
      description: 'Times a consumer joined its group, which redistributes the partitions among all members',
      unit: '{rebalance}',
      labels: { messaging_consumer_group_name: open(8, 'payment') },
    }),
    outboxPending: gaugeOf({
      name: 'outbox_pending_messages',
      description: 'Messages committed but not yet in Kafka',
      unit: '{message}',
    }),
    outboxOldestAge: gaugeOf({
      name: 'outbox_oldest_message_age_seconds',
      description: 'Age of the oldest message not yet in Kafka; 0 when there is none',
      unit: 's',
    }),
    outboxPublishDelay: histogramOf({
      name: 'outbox_publish_delay_seconds',
      description: 'Time from the commit of a message to its place in Kafka',
      unit: 's',
      labels: { messaging_destination_name: destination },
      buckets: [0.002, 0.005, 0.01, 0.02, 0.04, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    }),
    outboxPublished: counterOf({
      name: 'outbox_published_messages_total',
      description: 'Messages brought from the outbox into Kafka',
      unit: '{message}',
      labels: { messaging_destination_name: destination },
    }),
    outboxPublishFailures: counterOf({
      name: 'outbox_publish_failures_total',
      description: 'Batches that Kafka did not take; they are tried again',
      unit: '{batch}',
    }),
  },
  spans: {
    outboxWait: spanOf({
      name: 'outbox wait',
      description: 'The time between the commit of a message and its publication',
      kind: 'internal',
      attributes: ['messaging.destination.name', 'messaging.message.id', 'event.type', 'order.id'],
    }),
    messageAttempt: spanOf({
      name: 'handle {event.type}',
      description: 'One attempt to handle a message; a retried message has several',
      kind: 'internal',
      attributes: ['event.type', 'messaging.message.id', 'order.id', 'retry.attempt', 'error.type'],
    }),
  },
  attributes: {
    'messaging.consumer.group.name': { type: 'string', description: 'The consumer group' },
    'polling.work': { type: 'string', description: 'What is looked for', values: polledWork },
    'messaging.client.problem': { type: 'string', description: 'What the Kafka client says is wrong' },
    'dead_letter.reason': { type: 'string', description: 'Why it was set aside', values: deadLetterReasons },
    'dead_letter.kept': { type: 'string', description: 'How much of it was set aside', values: deadLetterExtents },
    'retry.delay': { type: 'double', description: 'Seconds until the next attempt' },
    'retry.attempt': { type: 'int', description: 'The attempt that failed, counted from 1' },
  },
  logEvents: {
    consumerRetry: logEventOf({
      name: 'consumer.retry',
      level: 'warn',
      message: 'Message failed and is tried again',
      description: 'A failure that may pass: see retry.delay',
      attributes: [
        'messaging.destination.name',
        'messaging.message.id',
        'event.type',
        'order.id',
        'retry.attempt',
        'retry.delay',
      ],
    }),
    messageDeadLettered: logEventOf({
      name: 'message.dead_lettered',
      level: 'error',
      message: 'Message moved to the dead-letter topic',
      description: 'It cannot be handled; `sightline dlq replay` brings it back once the cause is gone',
      attributes: [
        'messaging.destination.name',
        'messaging.destination.partition.id',
        'messaging.kafka.offset',
        'messaging.message.id',
        'event.type',
        'dead_letter.reason',
        'dead_letter.kept',
      ],
    }),
    messageDuplicate: logEventOf({
      name: 'message.duplicate',
      level: 'info',
      message: 'Message delivered again, its effect is already there',
      description: 'At-least-once delivery at work',
      attributes: ['messaging.destination.name', 'messaging.message.id', 'event.type', 'order.id'],
    }),
    messageWithoutContext: logEventOf({
      name: 'message.without_context',
      level: 'warn',
      message: 'Message came without its trace context',
      description: 'What follows from it is in a trace of its own; whoever sent it dropped the headers',
      attributes: ['messaging.destination.name', 'messaging.message.id', 'event.type', 'order.id'],
    }),
    outboxPublishFailed: logEventOf({
      name: 'outbox.publish_failed',
      level: 'warn',
      message: 'Kafka did not take a batch from the outbox; it is tried again',
      description: 'The messages stay in the outbox',
      attributes: ['retry.delay'],
    }),
    pollingFailed: logEventOf({
      name: 'polling.failed',
      level: 'warn',
      message: 'Looking for work failed; it is tried again',
      description: 'What is to be done waits meanwhile: payments to be charged, orders to be cancelled in time',
      attributes: ['polling.work', 'retry.delay'],
    }),
    consumerCrashed: logEventOf({
      name: 'consumer.crashed',
      level: 'error',
      message: 'Consumer stopped and is started again',
      description: 'Kafka was away for longer than the client waits',
      attributes: ['messaging.consumer.group.name'],
    }),
    kafkaProblem: logEventOf({
      name: 'kafka.problem',
      level: 'warn',
      message: 'The Kafka client has a problem; it goes on trying',
      description: 'A broker that cannot be reached, a group that is moving',
      attributes: ['messaging.client.problem'],
    }),
  },
});
