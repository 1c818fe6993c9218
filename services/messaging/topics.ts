import { deadLetterTopicOf, type Topic } from '@sightline/contracts';
import type { Kafka } from 'kafkajs';

/** Creates what is missing of these topics and their dead-letter topics; what exists is left as it is. */
export async function ensureTopics(kafka: Kafka, topics: readonly Pick<Topic, 'name' | 'partitions'>[]): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: topics.flatMap(({ name, partitions }) => [
        { topic: name, numPartitions: partitions },
        { topic: deadLetterTopicOf(name), numPartitions: 1 },
      ]),
    });
  } finally {
    await admin.disconnect();
  }
}
