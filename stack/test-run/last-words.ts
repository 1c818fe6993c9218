import { existsSync, readFileSync } from 'node:fs';
import type { PlatformState } from '../read-platform';

const shownLines = 15;

/** What to look at when live tests fail: which components are not well, what they said last, where all logs are. */
export function lastWords({ components, home }: PlatformState): string {
  const unwell = components.filter(({ status, restarts }) => status !== 'ready' || restarts > 0);
  const parts = unwell.map(({ title, status, restarts, lastExit, log }) =>
    [`${title}: ${status}, ${restarts} restarts${lastExit ? `, last ${lastExit}` : ''}`, ...tail(log)].join('\n    '),
  );
  return [...parts, `logs: ${home}/logs`].join('\n');
}

const tail = (log: string) =>
  existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-shownLines) : [];
