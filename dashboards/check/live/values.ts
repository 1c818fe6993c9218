import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Values } from '../interpolate';
import { variablesOf } from '../walk';
import type { Range } from './stores';

/**
 * The variables as they are when the dashboard is opened, and Grafana's own for the range. A variable that says how long
 * before to look is set to what the platform is old enough for.
 */
export function valuesFor(dashboard: Dashboard, { from, to, step }: Range, ageSeconds: number): Values {
  const range = Math.round((to.getTime() - from.getTime()) / 1000);
  const own = variablesOf(dashboard).map(({ name, current, allValue, options }) => {
    const chosen = current?.value ?? '';
    const all = Array.isArray(chosen) ? chosen.includes('$__all') : chosen === '$__all';
    if (all) return [name, allValue ?? '.+'] as const;
    const durations = (options ?? [])
      .map(({ value }) => String(value))
      .filter((value) => inSeconds(value) !== undefined);
    return [name, durations.length > 0 ? longestWithin(durations, ageSeconds / 2) : chosen] as const;
  });
  return {
    ...Object.fromEntries(own),
    __range: `${range}s`,
    __interval: `${step}s`,
    __auto: `${step}s`,
    // Grafana's rule: four scrapes, or a step and a scrape, whichever is longer.
    __rate_interval: `${Math.max(step + scrapeSeconds, 4 * scrapeSeconds)}s`,
  };
}

/** `timeInterval` of the provisioned data source. */
const scrapeSeconds = 5;

function longestWithin(durations: readonly string[], limit: number): string {
  const sorted = [...durations].sort((a, b) => (inSeconds(a) ?? 0) - (inSeconds(b) ?? 0));
  return sorted.filter((duration) => (inSeconds(duration) ?? 0) <= limit).at(-1) ?? sorted[0] ?? '';
}

const perUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function inSeconds(duration: string): number | undefined {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  return amount && unit ? Number(amount) * (perUnit[unit] ?? 0) : undefined;
}
