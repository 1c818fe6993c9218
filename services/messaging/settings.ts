import { setting } from '@sightline/config';
import { z } from 'zod';
import type { KafkaSecurity } from './kafka-security';

/** What a service that sends and reads events needs to know. */
export const messagingSettings = {
  KAFKA_BROKERS: setting.list('host:port of each Kafka broker'),
  /** With it, everything goes over TLS, and only to a broker whose certificate it has signed. */
  KAFKA_CA_FILE: setting.file('the authority that signed the certificate of Kafka, in PEM').optional(),
  KAFKA_CERTIFICATE_FILE: setting.file('our certificate for Kafka, in PEM').optional(),
  KAFKA_KEY_FILE: setting.file('the key of our certificate for Kafka, in PEM').optional(),
  /** For SCRAM-SHA-512. */
  KAFKA_USERNAME: z.string().min(1).optional().meta({ description: 'the name that Kafka knows us by' }),
  KAFKA_PASSWORD_FILE: setting.file('our password for Kafka').optional(),
};

export interface MessagingConfig {
  readonly KAFKA_BROKERS: readonly string[];
  readonly KAFKA_CA_FILE?: string | undefined;
  readonly KAFKA_CERTIFICATE_FILE?: string | undefined;
  readonly KAFKA_KEY_FILE?: string | undefined;
  readonly KAFKA_USERNAME?: string | undefined;
  readonly KAFKA_PASSWORD_FILE?: string | undefined;
}

/** Where Kafka is, and how one is let in. */
export const kafkaOf = (config: MessagingConfig): { brokers: readonly string[]; security: KafkaSecurity } => ({
  brokers: config.KAFKA_BROKERS,
  security: {
    ca: config.KAFKA_CA_FILE,
    certificate: config.KAFKA_CERTIFICATE_FILE,
    key: config.KAFKA_KEY_FILE,
    ...(config.KAFKA_USERNAME &&
      config.KAFKA_PASSWORD_FILE && {
        sasl: { username: config.KAFKA_USERNAME, passwordFile: config.KAFKA_PASSWORD_FILE },
      }),
  },
});
