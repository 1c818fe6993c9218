import { usageError } from '../cli-error';
import { parseDuration, parseMoment, parseShare } from '../parse';
import { score, scoreText } from '../score';
import { verb } from '../verb';

interface ScoreOptions {
  readonly window: number;
  readonly from?: Date;
  readonly to?: Date;
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
    {
      flags: '--window <time>',
      description: 'how far to look back',
      default: 300_000,
      defaultShown: '5m',
      parse: parseDuration,
    },
    { flags: '--from <time>', description: 'from when on, in place of --window', parse: parseMoment },
    { flags: '--to <time>', description: 'until when (default: ten seconds ago)', parse: parseMoment },
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
  async run({ options: { window, from, to, min }, screen, connect }) {
    const until = to ?? new Date(Date.now() - onItsWayMs);
    const since = from ?? new Date(until.getTime() - window);
    if (since >= until) throw usageError('--from is not before --to: give an earlier time, 6h for six hours ago');
    const result = await score(await connect(), { since, until });
    const problem = result.share < min || result.empty.length > 0;
    return { value: result, text: scoreText(result, min, screen), problem };
  },
});
