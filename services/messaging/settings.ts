import { setting } from '@sightline/config';
import type { KafkaSecurity } from './kafka-security';

/** What a service that sends and reads events needs to know. */
export const messagingSettings = {
  KAFKA_BROKERS: setting.list('host:port of each Kafka broker'),
  /** With it, everything goes over TLS, and only to a broker whose certificate it has signed. */
  KAFKA_CA_FILE: setting.file('the authority that signed the certificate of Kafka, in PEM').optional(),
  KAFKA_CERTIFICATE_FILE: setting.file('our certificate for Kafka, in PEM').optional(),
  KAFKA_KEY_FILE: setting.file('the key of our certificate for Kafka, in PEM').optional(),
};

export interface MessagingConfig {
  readonly KAFKA_BROKERS: readonly string[];
  readonly KAFKA_CA_FILE?: string | undefined;
  readonly KAFKA_CERTIFICATE_FILE?: string | undefined;
  readonly KAFKA_KEY_FILE?: string | undefined;
}

/** Where Kafka is, and how one is let in. */
export const kafkaOf = (config: MessagingConfig): { brokers: readonly string[]; security: KafkaSecurity } => ({
  brokers: config.KAFKA_BROKERS,
  security: {
    ca: config.KAFKA_CA_FILE,
    certificate: config.KAFKA_CERTIFICATE_FILE,
    key: config.KAFKA_KEY_FILE,
  },
});
