import { setting } from '@sightline/config';

/** What a service that sends and reads events needs to know. */
export const messagingSettings = {
  KAFKA_BROKERS: setting.list('host:port of each Kafka broker'),
};
