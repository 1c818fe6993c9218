import { type DeadLetter, type DeadLetterQuery, listDeadLetters, replayDeadLetters } from './replay';

/** Says itself what a client is answered. */
class ReplayUnderWay extends Error {
  override readonly name = 'ReplayUnderWay';
  readonly problem = {
    status: 409,
    kind: 'replay-under-way',
    title: 'They are being sent back already',
    detail: 'Somebody else sends the dead letters of this topic back at the moment. Try again when that is done.',
  };
}

/** Says itself what a client is answered. */
class KafkaAway extends Error {
  override readonly name = 'KafkaAway';
  readonly problem = {
    status: 503,
    kind: 'temporarily-unavailable',
    title: 'Not possible at the moment',
    detail: 'The service cannot reach Kafka. Try again.',
    headers: { 'retry-after': '1' },
  };
}

/** What passes by itself is told so; anything else is a mistake of ours, or a right that is missing, and told as that. */
function away(cause: unknown): never {
  if (isAway(cause)) throw new KafkaAway('The dead letters cannot be read', { cause });
  throw cause;
}

const passing = new Set([
  ...['KafkaJSConnectionError', 'KafkaJSConnectionClosedError', 'KafkaJSRequestTimeoutError', 'KafkaJSBrokerNotFound'],
  ...['KafkaJSNumberOfRetriesExceeded', 'KafkaJSLockTimeout', 'KafkaSilent'],
]);

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { cause } = error;
  if (error.name === 'KafkaJSNumberOfRetriesExceeded' && cause instanceof Error)
    return isAway(cause) || isRetriable(cause);
  return passing.has(error.name) || isRetriable(error);
}

const isRetriable = (error: Error) =>
  error.name.startsWith('KafkaJS') && (error as { retriable?: boolean }).retriable === true;

/** More than anybody looks through. */
const MOST_SHOWN = 10_000;

/** What a service set aside of the topic that it reads. */
export class OwnDeadLetters {
  #replaying = false;
  #looking: Promise<DeadLetter[]> | undefined;

  constructor(private readonly about: Omit<DeadLetterQuery, 'limit'>) {}

  get topic(): string {
    return this.about.topic;
  }

  /** However many ask at a time, Kafka is asked once. @throws that Kafka is not to be had. */
  async list(limit: number): Promise<DeadLetter[]> {
    this.#looking ??= listDeadLetters({ ...this.about, limit: MOST_SHOWN }).finally(() => {
      this.#looking = undefined;
    });
    return (await this.#looking.catch(away)).slice(0, limit);
  }

  /**
   * Two at a time would wait for each other.
   *
   * @param onReplayed told of each, also of those before an error
   * @throws that there is one already, or that Kafka is not to be had.
   */
  async replay(limit: number, onReplayed: (letter: DeadLetter) => void = () => {}): Promise<DeadLetter[]> {
    if (this.#replaying) throw new ReplayUnderWay('Dead letters of this topic are being sent back already');
    this.#replaying = true;
    try {
      return await replayDeadLetters({ ...this.about, limit, onReplayed }).catch(away);
    } finally {
      this.#replaying = false;
    }
  }
}
