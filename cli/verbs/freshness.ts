import { freshnessText, isFresh, measureFreshness } from '../freshness';
import { parseWholeNumber } from '../parse';
import { verb } from '../verb';

export const freshnessVerb = verb<{ readonly samples: number }>({
  name: 'freshness',
  summary: 'how soon telemetry can be asked for',
  description:
    'Makes requests and measures, from each response, how long until its trace, its log line and its count in the metrics can be queried. Where there is no shop, it sends made-up telemetry over OTLP in place of requests.',
  onlyReads: false,
  needs: ['traces', 'otlp'],
  uses: ['shop', 'logs', 'metrics'],
  disturbs: 'sends telemetry of its own, made up',
  options: [
    { flags: '--samples <number>', description: 'how many requests', default: 20, parse: parseWholeNumber(1, 1000) },
  ],
  examples: [
    { command: 'sightline freshness', does: 'p50 and p95 of twenty requests; exit code 1 when later than aimed for' },
    { command: 'sightline freshness --samples 100 --json', does: 'a hundred, for a program' },
  ],
  async run({ options: { samples }, screen, connect }) {
    const connections = await connect();
    screen.progress(connections.has('shop') ? `making ${samples} requests` : `sending ${samples} probes`);
    const freshness = await measureFreshness(connections, { samples });
    return { value: freshness, text: freshnessText(freshness, screen.paint), problem: !isFresh(freshness) };
  },
});
