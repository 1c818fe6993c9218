import { ordersTopic, paymentsTopic } from '@sightline/contracts';
import type { Option } from '../verb';

/** The topics whose messages may be set aside, by the name a person gives them. */
const topics = { orders: ordersTopic.name, payments: paymentsTopic.name } as const;

export type TopicName = keyof typeof topics;

export const topicOption: Option = {
  flags: '--topic <topic>',
  description: 'the topic they were sent to',
  choices: Object.keys(topics),
};

/** The chosen topic, or all. */
export const chosenTopics = (topic: TopicName | undefined): readonly string[] =>
  topic === undefined ? Object.values(topics) : [topics[topic]];
