import { usageError } from './cli-error';
import { parseDuration, parseMoment } from './parse';
import type { Option } from './verb';

/** What a command that looks back is given: the last `window` milliseconds, or from one moment to another. */
export interface WindowOptions {
  readonly window: number;
  readonly from?: Date;
  readonly to?: Date;
}

/** `end` says in words when the window ends unless it is told. */
export const windowOptions = (end: string): readonly Option[] => [
  {
    flags: '--window <time>',
    description: 'how far to look back',
    default: 300_000,
    defaultShown: '5m',
    parse: parseDuration,
  },
  { flags: '--from <time>', description: 'from when on, in place of --window', parse: parseMoment },
  { flags: '--to <time>', description: `until when (default: ${end})`, parse: parseMoment },
];

/** @throws {CliError} when it ends before it begins. */
export function windowOf({ window, from, to }: WindowOptions, { endsMsAgo = 0 } = {}) {
  const until = to ?? new Date(Date.now() - endsMsAgo);
  const since = from ?? new Date(until.getTime() - window);
  if (since >= until) throw usageError('--from is not before --to: give an earlier time, 6h for six hours ago');
  return { since, until };
}
