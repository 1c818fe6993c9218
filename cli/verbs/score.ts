import { parseShare } from '../parse';
import { score, scoreText } from '../score';
import { verb } from '../verb';
import { type WindowOptions, windowOf, windowOptions } from '../window';

interface ScoreOptions extends WindowOptions {
  readonly min: number;
}

/** Telemetry of the last seconds may still be on its way. */
const onItsWayMs = 10_000;

export const scoreVerb = verb<ScoreOptions>({
  name: 'score',
  summary: 'how much of the telemetry joins',
  description:
    'The share of request logs that join a stored trace, of traces without orphan spans, and of exemplars that open a trace, over a window that ends ten seconds ago unless told.',
  onlyReads: true,
  needs: ['traces'],
  uses: ['logs', 'metrics'],
  options: [
    ...windowOptions('ten seconds ago'),
    {
      flags: '--min <share>',
      description: 'the share that must be reached',
      default: 1,
      defaultShown: '100%',
      parse: parseShare,
    },
  ],
  examples: [
    { command: 'sightline score', does: 'the last five minutes; exit code 1 unless everything joins' },
    { command: 'sightline score --window 1h --min 99.9%', does: 'the last hour, with a little patience' },
  ],
  async run({ options: { min, ...options }, screen, connect }) {
    const result = await score(await connect(), windowOf(options, { endsMsAgo: onItsWayMs }));
    const problem = result.share < min || result.empty.length > 0;
    return { value: result, text: scoreText(result, min, screen), problem };
  },
});
