import { freshnessText, isFresh, measureFreshness } from '../freshness';
import { parseWholeNumber } from '../parse';
import { verb } from '../verb';

export const freshnessVerb = verb<{ readonly samples: number }>({
  name: 'freshness',
  summary: 'how soon telemetry can be asked for',
  description:
    'Makes requests and measures, from each response, how long until its trace, its log line and its count in the metrics can be queried.',
  onlyReads: true,
  needs: ['shop', 'traces', 'logs', 'metrics'],
  options: [
    { flags: '--samples <number>', description: 'how many requests', default: 20, parse: parseWholeNumber(1, 1000) },
  ],
  examples: [
    { command: 'sightline freshness', does: 'p50 and p95 of twenty requests; exit code 1 when later than aimed for' },
    { command: 'sightline freshness --samples 100 --json', does: 'a hundred, for a program' },
  ],
  async run({ options: { samples }, screen, connect }) {
    screen.progress(`making ${samples} requests`);
    const freshness = await measureFreshness(await connect(), { samples });
    return { value: freshness, text: freshnessText(freshness, screen.paint), problem: !isFresh(freshness) };
  },
});
