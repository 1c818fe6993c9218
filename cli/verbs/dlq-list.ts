import type { DeadLetter } from '@sightline/messaging';
import { plainText } from '@sightline/stores';
import { columns } from '../terminal/columns';
import { verb } from '../verb';
import { chosenTopics, type TopicName, topicOption } from './dlq-topic';

export type ListedDeadLetter = DeadLetter & { readonly topic: string };

export const dlqListVerb = verb<{ readonly topic?: TopicName }>({
  name: 'dlq list',
  summary: 'the messages that could not be handled, and why',
  onlyReads: true,
  needs: ['supervisor'],
  options: [topicOption],
  examples: [{ command: 'sightline dlq list', does: 'all that wait to be replayed, each with its trace id' }],
  async run({ options, connect }) {
    // Loaded here: it brings a Kafka client and the telemetry of a service, and no other verb needs them.
    const { listDeadLetters } = await import('@sightline/messaging');
    const brokers = [(await connect()).shop.addresses.at('kafka')];
    const letters: ListedDeadLetter[] = [];
    for (const topic of chosenTopics(options.topic)) {
      letters.push(...(await listDeadLetters({ brokers, topic })).map((letter) => ({ topic, ...letter })));
    }
    return { value: letters, text: deadLettersText(letters) };
  },
});

export function deadLettersText(letters: readonly ListedDeadLetter[]): string {
  if (letters.length === 0) return 'No dead letters';
  const head = ['topic', 'offset', 'failed at', 'event', 'reason', 'kept', 'key', 'trace'].map((title) => ({ title }));
  const rows = letters.map(({ topic, offset, failedAt, eventType, reason, kept, key, traceId }) =>
    [topic, offset, failedAt, eventType, reason, kept, key, traceId].map((cell) => plainText(cell ?? '-')),
  );
  return columns(head, rows);
}
