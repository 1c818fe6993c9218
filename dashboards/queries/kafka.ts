import { inventory } from '@sightline/catalogue';
import { max, rate, sum, value } from './promql';

/** Kafka from outside. Offsets are gauges: their growth is what was written or read. */
export const brokers = value(inventory.kafkaBrokers);
/** Of a partition nobody has read yet, the collector says -1. */
const notYetRead = `clamp_min(${value(inventory.kafkaGroupLag)}, 0)`;
export const lag = sum(notYetRead, ['group', 'topic']);
export const lagInAll = sum(notYetRead);
export const members = max(value(inventory.kafkaGroupMembers), ['group']);
export const written = sum(rate(inventory.kafkaPartitionOffset), ['topic']);
export const read = sum(rate(inventory.kafkaGroupOffset), ['group', 'topic']);
