import type { Milliseconds } from '@sightline/promql';

/**
 * What a series does for a while. A number is a gauge; `5/s` a counter; `100+5/s` something that begins at 100 and grows;
 * `+3` one jump, and then nothing more; `_` no samples.
 */
export type Level =
  | { readonly kind: 'gauge'; readonly value: number }
  | { readonly kind: 'growth'; readonly start: number | undefined; readonly perSecond: number }
  | { readonly kind: 'jump'; readonly by: number }
  | { readonly kind: 'none' };

const number = String.raw`-?\d+(?:\.\d+)?(?:e\d+)?`;
const grammar = new RegExp(
  `^(?:(?<none>_)|\\+(?<jump>${number})|(?:(?<start>${number})\\+)?(?<rate>${number})/s|(?<gauge>${number}))$`,
);

/** @throws when the text is no level. */
export function parseLevel(text: string): Level {
  const { none, jump, start, rate, gauge } = grammar.exec(text)?.groups ?? {};
  if (none) return { kind: 'none' };
  if (jump) return { kind: 'jump', by: Number(jump) };
  if (rate) return { kind: 'growth', start: start === undefined ? undefined : Number(start), perSecond: Number(rate) };
  if (gauge) return { kind: 'gauge', value: Number(gauge) };
  throw new Error(
    `"${text}" is no level: write 7 (a gauge), 5/s (a counter), 100+5/s, +3 (one jump) or _ (no samples)`,
  );
}

export interface Stage {
  readonly level: Level;
  readonly length: Milliseconds;
  /** The process begins anew: what it counted is 0 again. */
  readonly restart?: boolean;
}

/** The stages in promtool's notation, one sample at the end of each interval, and one at the very beginning. */
export function writeStages(stages: readonly Stage[], interval: Milliseconds): string {
  let count = 0;
  return stages
    .map(({ level, length, restart }, index) => {
      const samples = Math.round(length / interval) + (index === 0 ? 1 : 0);
      if (level.kind === 'none') return `_x${samples}`;
      if (level.kind === 'gauge') return `${level.value}x${samples - 1}`;
      if (restart) count = 0;
      if (level.kind === 'jump') {
        count += level.by;
        return `${count}x${samples - 1}`;
      }
      const step = exactly((level.perSecond * interval) / 1000);
      const first = level.start ?? (index === 0 ? 0 : count + step);
      count = first + step * (samples - 1);
      return `${first}${step < 0 ? '' : '+'}${step}x${samples - 1}`;
    })
    .join(' ');
}

/**
 * promtool adds up step by step. Steps of so many binary places add up exactly; with others it may end above our product, and
 * a counter that then stands still would look restarted.
 */
const exactly = (step: number) => Math.round(step * 1024) / 1024;
