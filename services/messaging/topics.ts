import { deadLetterTopicOf, type Topic } from '@sightline/contracts';
import type { Kafka } from 'kafkajs';
import { connectClient } from './connect-client';

/** Creates what is missing of these topics and their dead-letter topics; what exists is left as it is. */
export async function ensureTopics(kafka: Kafka, topics: readonly Pick<Topic, 'name' | 'partitions'>[]): Promise<void> {
  const admin = kafka.admin();
  await connectClient(admin);
  try {
    const existing = new Set(await admin.listTopics());
    const wanted = uniqueByName(topics).flatMap(({ name, partitions }) => [
      { topic: name, numPartitions: partitions },
      { topic: deadLetterTopicOf(name), numPartitions: 1 },
    ]);
    const missing = wanted.filter(({ topic }) => !existing.has(topic));
    if (missing.length > 0) await admin.createTopics({ waitForLeaders: true, topics: missing });
  } finally {
    await admin.disconnect();
  }
}

/** A service may read what it writes. */
const uniqueByName = <T extends { readonly name: string }>(topics: readonly T[]): T[] => [
  ...new Map(topics.map((topic) => [topic.name, topic])).values(),
];
