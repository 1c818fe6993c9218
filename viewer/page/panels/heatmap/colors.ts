import type { GrafanaTheme2 } from '@grafana/data';
import * as schemes from 'd3-scale-chromatic';

export interface ColorOptions {
  mode?: 'scheme' | 'opacity';
  scheme: string;
  fill: string;
  scale?: 'exponential' | 'linear';
  exponent: number;
  reverse: boolean;
  steps: number;
  min?: number;
  max?: number;
}

/** Schemes that run from light to dark: on a dark page they run the other way, so that little is near the background. */
const darkensUpwards =
  /^(Oranges|Blues|Greens|Greys|Purples|Reds|BuGn|BuPu|GnBu|OrRd|PuBuGn|PuBu|PuRd|RdPu|YlGnBu|YlGn|YlOrBr|YlOrRd)$/;

/** The colours from the least to the most, as many as there are steps. */
export function palette(
  { mode, scheme, fill, exponent, reverse, steps }: ColorOptions,
  theme: GrafanaTheme2,
): string[] {
  const shares = Array.from({ length: steps }, (_, index) => (steps > 1 ? index / (steps - 1) : 1));
  if (mode === 'opacity') {
    const color = theme.visualization.getColorByName(fill);
    return shares.map((share) => `color-mix(in srgb, ${color} ${Math.round(share ** exponent * 100)}%, transparent)`);
  }
  const named = (schemes as Readonly<Record<string, unknown>>)[`interpolate${scheme}`];
  const interpolate = (typeof named === 'function' ? named : schemes.interpolateOranges) as (share: number) => string;
  const turned = reverse !== (theme.isDark && darkensUpwards.test(scheme));
  return shares.map((share) => interpolate(turned ? 1 - share : share));
}

/** The place of a count among the colours: few large counts must not make all others look like nothing. */
export function shade(
  count: number,
  { min, max }: { min: number; max: number },
  { scale, exponent, mode, steps }: ColorOptions,
): number {
  const share = max > min ? (count - min) / (max - min) : 1;
  const bent = scale === 'exponential' && mode !== 'opacity' ? share ** exponent : share;
  return Math.min(steps - 1, Math.max(0, Math.round(bent * (steps - 1))));
}
