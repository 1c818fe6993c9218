import { inventory } from '@sightline/observability/catalogue';
import { max, rate, sum, value } from './promql';

/** Kafka from outside. Offsets are gauges: their growth is what was written or read. */
export const brokers = value(inventory.kafkaBrokers);
export const lag = sum(value(inventory.kafkaGroupLag), ['group', 'topic']);
export const lagInAll = sum(value(inventory.kafkaGroupLag));
export const members = max(value(inventory.kafkaGroupMembers), ['group']);
export const written = sum(rate(inventory.kafkaPartitionOffset), ['topic']);
export const read = sum(rate(inventory.kafkaGroupOffset), ['group', 'topic']);
