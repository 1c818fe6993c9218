import { duration } from '../report/duration';
import type { WhileSilent } from './silence';
import type { Silent } from './watch';

const doings: Readonly<Record<WhileSilent, string>> = {
  stopped: ', stopped by a signal',
  traced: ', held by a debugger',
  starved: ', waits for a processor',
  busy: ', busy all the time',
  idle: ', does nothing',
  unknown: '',
};

/** `for 12 s, stopped by a signal`. */
export const silentText = ({ since, doing }: Silent, now = Date.now()): string =>
  `for ${duration(Math.max(0, now - Date.parse(since)))}${doings[doing]}`;
