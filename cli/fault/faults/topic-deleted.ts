import { ordersTopic } from '@sightline/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { component } from '../../why';
import type { Fault } from '../fault';

export const topicDeleted: Fault = {
  name: 'topic-deleted',
  title: `Kafka's topic ${ordersTopic.name} deleted`,
  heldOut: false,
  truths: () => [component('kafka')],
  async cause(ground) {
    const brokers = [ground.platform.addresses.at('kafka')];
    const admin = new Kafka({ clientId: 'stranger', brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    ground.afterwards(() => admin.disconnect());
    const topic = ordersTopic.name;
    ground.afterwards(async () => {
      const there = await admin.listTopics();
      if (!there.includes(topic))
        await admin.createTopics({ topics: [{ topic, numPartitions: ordersTopic.partitions }] });
    });
    await admin.deleteTopics({ topics: [topic] });
  },
};
