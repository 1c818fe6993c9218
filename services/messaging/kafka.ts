import { Kafka, logLevel } from 'kafkajs';

/** kafkajs asks, once per process, whether its changed default partitioner is meant. It is. */
process.env.KAFKAJS_NO_PARTITIONER_WARNING ??= '1';

export interface KafkaOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly onProblem?: (problem: string) => void;
}

/** A client that gives up within seconds: whoever uses it decides whether, and when, to try again. */
export function createKafka({ brokers, clientId, onProblem }: KafkaOptions): Kafka {
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
    logLevel: logLevel.ERROR,
    logCreator: () => (entry) =>
      onProblem?.([entry.namespace, entry.log.message, entry.log.error].filter(Boolean).join(': ')),
  });
}
