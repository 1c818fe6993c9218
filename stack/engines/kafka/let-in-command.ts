/** Where the runner is not there to do it: gives each certificate its rights in Kafka, once. */
import { readConfig, setting } from '@sightline/config';
import { z } from 'zod';
import { letIn } from './let-in';

const config = readConfig(
  z.object({
    KAFKA_BROKERS: setting.list('host:port of each Kafka broker'),
    KAFKA_CA_FILE: setting.file('the authority that signed the certificate of Kafka, in PEM'),
    KAFKA_CERTIFICATE_FILE: setting.file('the certificate of the operator, in PEM'),
    KAFKA_KEY_FILE: setting.file('its key, in PEM'),
  }),
  process.env,
);

letIn({
  brokers: config.KAFKA_BROKERS,
  authority: config.KAFKA_CA_FILE,
  operator: { certificate: config.KAFKA_CERTIFICATE_FILE, key: config.KAFKA_KEY_FILE },
}).then(
  () => console.log('Kafka knows what each certificate may do'),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
