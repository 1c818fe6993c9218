import { spanOf } from './declare';
import { defineCatalogue } from './define';
import { runtime } from './runtime';

/** Messages through Kafka. Names follow the messaging semantic conventions. */
export const messaging = defineCatalogue({
  name: 'messaging',
  uses: [runtime],
  spans: {
    messageSend: spanOf({
      name: 'send {messaging.destination.name}',
      description: 'One message brought to Kafka; the parent of every span that handles it',
      kind: 'producer',
      attributes: [
        'messaging.system',
        'messaging.operation.name',
        'messaging.operation.type',
        'messaging.destination.name',
        'messaging.destination.partition.id',
        'messaging.kafka.message.key',
        'messaging.kafka.offset',
        'messaging.message.id',
        'messaging.kafka.cluster.id',
        'event.type',
        'error.type',
      ],
    }),
    messageProcess: spanOf({
      name: 'process {messaging.destination.name}',
      description: 'One message handled, retries included',
      kind: 'consumer',
      attributes: [
        'messaging.system',
        'messaging.operation.name',
        'messaging.operation.type',
        'messaging.destination.name',
        'messaging.destination.partition.id',
        'messaging.kafka.message.key',
        'messaging.kafka.message.tombstone',
        'messaging.kafka.offset',
        'messaging.kafka.cluster.id',
        'messaging.message.id',
        'event.type',
        'error.type',
      ],
      instrumentation: '@opentelemetry/instrumentation-kafkajs',
    }),
  },
  attributes: {
    'messaging.system': { type: 'string', description: 'kafka' },
    'messaging.operation.name': { type: 'string', description: 'send, process' },
    'messaging.operation.type': { type: 'string', description: 'send, process' },
    'messaging.destination.name': { type: 'string', description: 'The topic' },
    'messaging.destination.partition.id': { type: 'string', description: 'The partition' },
    'messaging.message.id': {
      type: 'string',
      description: 'The id of the event, wherever it goes',
    },
    'messaging.kafka.message.key': { type: 'string', description: 'The key of the record' },
    'messaging.kafka.message.tombstone': { type: 'boolean', description: 'True for a message without a value' },
    'messaging.kafka.offset': { type: 'string', description: 'The place in the partition' },
    'messaging.kafka.cluster.id': { type: 'string', description: 'The cluster' },
    'event.type': {
      type: 'string',
      description: 'What happened; `_OTHER` for a type that the topic does not have',
    },
  },
});
