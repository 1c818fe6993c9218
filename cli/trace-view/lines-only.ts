import type { LogLine, Trace } from '@sightline/stores';
import { plainText } from '@sightline/stores';
import { duration } from '../terminal/duration';
import { fitted } from '../terminal/fitted';
import type { Paint } from '../terminal/paint';

/** A trace of which only log lines are stored: it says so, and shows them from the first on. */
export function linesOnly({ traceId, logs }: Trace, { width, paint }: { width: number; paint: Paint }): string {
  const [first] = logs;
  if (first === undefined) return `trace ${traceId} has neither spans nor log lines`;
  const lines = logs.length === 1 ? 'one log line is' : `${logs.length} log lines are`;
  const shown = (line: LogLine) => {
    const offset = duration(Number(line.timeUnixNano - first.timeUnixNano));
    const text = fitted(`· +${offset} ${line.level} ${line.service} ${plainText(line.message)}`, width);
    return paint(
      line.level === 'error' || line.level === 'fatal' ? 'red' : line.level === 'warn' ? 'yellow' : 'dim',
      text,
    );
  };
  return [
    `trace ${traceId}`,
    paint(
      'yellow',
      `⚠ no span of it is stored, but ${lines}: its spans were sampled away, forgotten, or have not arrived`,
    ),
    paint('dim', `the first was written at ${new Date(Number(first.timeUnixNano / 1_000_000n)).toISOString()}`),
    '',
    ...logs.map(shown),
  ].join('\n');
}
