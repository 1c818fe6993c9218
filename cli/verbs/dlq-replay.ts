import { parseWholeNumber } from '../parse';
import { verb } from '../verb';
import { deadLettersText } from './dlq-list';
import { chosenTopics, type TopicName, topicOption } from './dlq-topic';

interface ReplayOptions {
  readonly topic?: TopicName;
  readonly limit?: number;
  readonly dryRun?: boolean;
}

export const dlqReplayVerb = verb<ReplayOptions>({
  name: 'dlq replay',
  summary: 'send messages that were set aside back to where they came from',
  description:
    'Each message keeps its event id, so that what was done already is not done again, and its trace, so that the second try can be followed under the first.',
  onlyReads: false,
  options: [
    topicOption,
    {
      flags: '--limit <number>',
      description: 'at most this many of each topic, oldest first',
      parse: parseWholeNumber(1, 100_000),
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
    const { replayDeadLetters } = await import('@sightline/messaging');
    const brokers = [connect().addresses.at('kafka')];
    const replayed = [];
    for (const topic of chosenTopics(chosen)) {
      const letters = await replayDeadLetters({ brokers, topic, ...options });
      replayed.push(...letters.map((letter) => ({ topic, ...letter })));
    }
    const done = options.dryRun ? 'would be sent back' : 'sent back';
    const text = replayed.length === 0 ? 'No dead letters' : `${replayed.length} ${done}\n${deadLettersText(replayed)}`;
    return { value: replayed, text };
  },
});
