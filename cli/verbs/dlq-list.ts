import { plainText } from '@sightline/stores';
import { chosenTopics, deadLettersOf, type ListedDeadLetter, type TopicName, topicOption } from '../shop/dead-letters';
import { columns } from '../terminal/columns';
import { verb } from '../verb';

export const dlqListVerb = verb<{ readonly topic?: TopicName }>({
  name: 'dlq list',
  summary: 'the messages that could not be handled, and why',
  onlyReads: true,
  needs: ['shop'],
  options: [topicOption],
  examples: [{ command: 'sightline dlq list', does: 'all that wait to be replayed, each with its trace id' }],
  async run({ options, connect }) {
    const { shop } = await connect();
    const letters: ListedDeadLetter[] = [];
    for (const topic of chosenTopics(options.topic)) letters.push(...(await deadLettersOf(shop, topic)));
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
