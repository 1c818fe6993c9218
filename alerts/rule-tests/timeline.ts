import type { Milliseconds } from '@sightline/promql';
import type { Signal } from './signal';

/** A stretch of traffic. Rates are events per minute. */
export interface Stretch {
  readonly length: Milliseconds;
  readonly good: number;
  readonly bad: number;
  /** No bad event has ever happened yet, so nothing counts them. */
  readonly badUnseen?: boolean;
  /** No event was ever good, so nothing counts them. */
  readonly goodUnseen?: boolean;
  /** Good events of a kind that begins here: series that were not there before. */
  readonly newcomers?: number;
  /** Nothing was scraped. */
  readonly missing?: boolean;
  /** The process starts anew: its counters begin at 0. */
  readonly restart?: boolean;
}

/**
 * One signal's samples over the stretches, in promtool's notation: `first+stepxcount`, `_xcount` for none. A sample stands
 * at the end of its interval; before the first stretch there is one at 0.
 */
export function writeValues({ follows }: Signal, stretches: readonly Stretch[], interval: Milliseconds): string {
  let count = 0;
  return stretches
    .map((stretch, index) => {
      const samples = Math.round(stretch.length / interval) + (index === 0 ? 1 : 0);
      if (samples === 0) return '';
      if (follows.kind === 'presence') return stretch.bad > stretch.good ? `_x${samples}` : constant(1, samples);
      if (follows.kind === 'level') return constant(stretch.bad > stretch.good ? follows.bad : follows.good, samples);
      if (stretch.missing) return `_x${samples}`;
      const unseen = {
        good: stretch.goodUnseen,
        bad: stretch.badUnseen,
        all: false,
        newcomers: stretch.newcomers === undefined,
      };
      if (unseen[follows.which]) return `_x${samples}`;
      const { good, bad, newcomers = 0 } = stretch;
      const perMinute = { good, bad, all: good + bad, newcomers }[follows.which];
      const step = (perMinute * follows.share * interval) / 60_000;
      const first = index === 0 ? 0 : (stretch.restart ? 0 : count) + step;
      count = first + step * (samples - 1);
      return `${number(first)}+${number(step)}x${samples - 1}`;
    })
    .filter(Boolean)
    .join(' ');
}

const constant = (value: number, samples: number) => `${value}+0x${samples - 1}`;
const number = (value: number) => String(Number(value.toPrecision(12)));
