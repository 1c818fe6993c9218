import type { Admin, Consumer, Producer } from 'kafkajs';

/** It is there, and says nothing. */
export class KafkaSilent extends Error {
  override readonly name = 'KafkaSilent';
  readonly code = 'KAFKA_SILENT';
}

/**
 * Connects a client of Kafka, or throws and leaves it as it was.
 *
 * kafkajs first asks a broker for the versions it speaks. Where no answer comes in time it tries again, finds its connection open, takes
 * it for a good one, and from then on sends nothing, however well Kafka is: that is "connected" for it.
 *
 * @throws when Kafka cannot be reached, or accepts and does not answer.
 */
export async function connectClient(client: Admin | Consumer | Producer): Promise<void> {
  let unanswered = false;
  const stopHearing = hearTimeouts(client, () => {
    unanswered = true;
  });
  try {
    await client.connect();
    if (unanswered) throw new KafkaSilent('Kafka accepts connections, and does not answer');
  } catch (error) {
    await client.disconnect().catch(() => {});
    throw error;
  } finally {
    stopHearing();
  }
}

/** Each kind of client has events of its own, all of the same form. */
function hearTimeouts(client: Admin | Consumer | Producer, heard: () => void): () => void {
  const { on, events } = client as Pick<Producer, 'on' | 'events'>;
  return on(events.REQUEST_TIMEOUT, ({ payload }) => {
    if (payload.apiName === 'ApiVersions') heard();
  });
}
