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

const away = (cause: unknown): never => {
  throw new KafkaAway('The dead letters cannot be read', { cause });
};

/** What a service set aside of the topic that it reads. */
export class OwnDeadLetters {
  #replaying = false;

  constructor(private readonly about: Omit<DeadLetterQuery, 'limit'>) {}

  get topic(): string {
    return this.about.topic;
  }

  /** @throws when Kafka is not to be had. */
  list(limit: number): Promise<DeadLetter[]> {
    return listDeadLetters({ ...this.about, limit }).catch(away);
  }

  /** Two at a time would wait for each other. @throws that there is one already, or that Kafka is not to be had. */
  async replay(limit: number): Promise<DeadLetter[]> {
    if (this.#replaying) throw new ReplayUnderWay('Dead letters of this topic are being sent back already');
    this.#replaying = true;
    try {
      return await replayDeadLetters({ ...this.about, limit }).catch(away);
    } finally {
      this.#replaying = false;
    }
  }
}
