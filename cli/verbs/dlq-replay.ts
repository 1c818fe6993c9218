import { parseWholeNumber } from '../parse';
import {
  chosenTopics,
  deadLettersOf,
  type ListedDeadLetter,
  replayDeadLettersOf,
  type TopicName,
  topicOption,
} from '../shop/dead-letters';
import { verb } from '../verb';
import { deadLettersText } from './dlq-list';

interface ReplayOptions {
  readonly topic?: TopicName;
  readonly limit?: number;
  readonly dryRun?: boolean;
}

export const dlqReplayVerb = verb<ReplayOptions>({
  name: 'dlq replay',
  summary: 'send messages that were set aside back to where they came from',
  description:
    'The service that reads the topic sends them back, and keeps in its audit log whose key asked for it. Each message keeps its event id, so that what was done already is not done again, and its trace, so that the second try can be followed under the first.',
  onlyReads: false,
  needs: ['shop'],
  options: [
    topicOption,
    {
      flags: '--limit <number>',
      description: 'at most this many of each topic, oldest first',
      parse: parseWholeNumber(1, 10_000),
    },
    { flags: '--dry-run', description: 'only tell which' },
  ],
  examples: [
    { command: 'sightline dlq replay --dry-run', does: 'what would be sent back' },
    {
      command: 'sightline dlq replay --topic orders --limit 1',
      does: 'the oldest one, to see whether the cause is gone',
    },
  ],
  async run({ options: { topic: chosen, ...options }, connect }) {
    const { shop } = await connect();
    const replayed: ListedDeadLetter[] = [];
    const work = options.dryRun ? deadLettersOf : replayDeadLettersOf;
    for (const topic of chosenTopics(chosen)) replayed.push(...(await work(shop, topic, options.limit)));
    return { value: replayed, text: replayText(replayed, options.dryRun ? 'would be sent back' : 'sent back') };
  },
});

function replayText(letters: readonly ListedDeadLetter[], done: string): string {
  if (letters.length === 0) return 'No dead letters';
  const cut = letters.filter(({ kept }) => kept !== 'whole');
  const passedOver = cut.map(
    ({ place, kept }) => `passed over, only its ${kept} was kept; the original is at ${place}`,
  );
  return [`${letters.length - cut.length} ${done}`, ...passedOver, deadLettersText(letters)].join('\n');
}
