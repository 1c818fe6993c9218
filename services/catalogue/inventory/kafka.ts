import { inventoryOf, type Unit } from '@sightline/observability/catalogue';

const gauge = <const L extends string>(name: string, unit: Unit, description: string, labels: readonly L[]) =>
  inventoryOf({ name, type: 'gauge', unit, description, labels, source: 'kafkametrics receiver' });

/** Kafka as seen from outside: what was written, what was read, how far behind the readers are. */
export const kafkaInventory = {
  kafkaBrokers: gauge('kafka_brokers', '{broker}', 'Brokers that answer', []),
  kafkaTopicPartitions: gauge('kafka_topic_partitions', '{partition}', 'Partitions of a topic', ['topic']),
  kafkaPartitionOffset: gauge('kafka_partition_current_offset', '{message}', 'Messages ever written to a partition', [
    'topic',
    'partition',
  ]),
  kafkaGroupMembers: gauge('kafka_consumer_group_members', '{member}', 'Members of a consumer group', ['group']),
  kafkaGroupOffset: gauge('kafka_consumer_group_offset_sum', '{message}', 'Messages a group has read of a topic', [
    'group',
    'topic',
  ]),
  kafkaGroupLag: gauge('kafka_consumer_group_lag_sum', '{message}', 'Messages a group has not yet read of a topic', [
    'group',
    'topic',
  ]),
} as const;
