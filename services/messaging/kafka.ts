import { Kafka, logLevel } from 'kafkajs';
import { answeredSockets } from './answered-socket';
import { readAllCodecs } from './codecs';
import { type KafkaSecurity, securityOptions } from './kafka-security';

/** kafkajs asks, once per process, whether its changed default partitioner is meant. It is. */
process.env.KAFKAJS_NO_PARTITIONER_WARNING ??= '1';

readAllCodecs();

/** How long Kafka is waited for, in milliseconds, as kafkajs takes it. */
export const kafkaLimits = {
  connectionTimeout: 3_000,
  /** To the last byte of an answer; then it is asked again, so often. */
  requestTimeout: 10_000,
  /** Without a byte in answer, on one connection; then it is left for a new one. */
  silenceTimeout: 20_000,
  retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
};

export type KafkaLimits = typeof kafkaLimits;

export interface KafkaOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly onProblem?: (problem: string) => void;
  /** In place of the usual ones. */
  readonly limits?: KafkaLimits;
  /** Where it lets in only those it knows. */
  readonly security?: KafkaSecurity | undefined;
}

/** A client that gives up within seconds: whoever uses it decides whether, and when, to try again. */
export function createKafka({
  brokers,
  clientId,
  onProblem,
  limits = kafkaLimits,
  security = {},
}: KafkaOptions): Kafka {
  const { silenceTimeout, ...asked } = limits;
  return new Kafka({
    brokers: [...brokers],
    clientId,
    ...asked,
    ...securityOptions(security),
    socketFactory: answeredSockets(silenceTimeout),
    logLevel: logLevel.ERROR,
    logCreator: () => {
      const tell = onceInAWhile(onProblem);
      return ({ namespace, log }) => tell([namespace, log.message, log.error].filter(Boolean).join(': '));
    },
  });
}

const SILENCE_MS = 10_000;

/** While a broker is away the client says so many times a second: the same thing is passed on every ten seconds at most. */
function onceInAWhile(tell: (problem: string) => void = () => {}): (problem: string) => void {
  const told = new Map<string, number>();
  return (problem) => {
    const now = Date.now();
    for (const [past, at] of told) if (now - at > SILENCE_MS) told.delete(past);
    if (told.has(problem)) return;
    told.set(problem, now);
    tell(problem);
  };
}
