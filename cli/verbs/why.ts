import { usageError } from '../cli-error';
import { parseDuration } from '../parse';
import { verb } from '../verb';
import { why, whyText } from '../why';

export const whyVerb = verb<{ readonly now?: boolean; readonly recent?: number }>({
  name: 'why',
  summary: 'what may have caused what goes wrong',
  description:
    'Compares what is with what was before, in metrics, traces, logs and what was changed, and ranks what may be the cause, each with its evidence, the query and a link.',
  onlyReads: true,
  needs: ['metrics'],
  uses: ['traces', 'logs', 'dashboards', 'supervisor'],
  arguments: [{ name: '[alert]', description: 'an alert that is active' }],
  options: [
    { flags: '--now', description: 'whatever goes wrong, alert or not (the same as naming no alert)' },
    { flags: '--recent <time>', description: 'how long it has gone on, whatever alerts say', parse: parseDuration },
  ],
  examples: [
    { command: 'sightline why --now', does: 'the likely causes; exit code 1 when something stands out' },
    { command: 'sightline why CircuitBreakerOpen --json', does: 'those of one alert, for a program' },
  ],
  async run({ args: [alert], options: { now, recent }, screen, connect }) {
    if (alert !== undefined && (now || recent !== undefined)) {
      throw usageError('Name an alert, or ask for --now and --recent: an alert knows since when it is active');
    }
    const connections = await connect();
    const explanation = await why(connections, {
      ...(alert !== undefined && { alert }),
      ...(recent !== undefined && { recentMs: recent }),
    });
    return { value: explanation, text: whyText(explanation, screen), problem: explanation.hypotheses.length > 0 };
  },
});
