import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { parseDuration } from '@sightline/promql';
import type { Range } from '@sightline/stores';
import { interpolate, type Values } from '../interpolate';
import { seriesOf, variablesOf } from '../walk';
import { askLabelValues, type Stores } from './stores';

/**
 * The variables as they are when the dashboard is opened, and Grafana's own for the range. "All" is every value a list
 * has right now; a variable that says how long before to look is set to what the platform is old enough for.
 */
export async function valuesFor(
  dashboard: Dashboard,
  { stores, range, ageSeconds }: { readonly stores: Stores; readonly range: Range; readonly ageSeconds: number },
): Promise<Values> {
  const values: Record<string, string | readonly string[]> = { ...grafanasOwn(range) };
  // In their order: a later list may be narrowed by an earlier choice.
  for (const variable of variablesOf(dashboard)) {
    const chosen = variable.current?.value ?? '';
    const selector = seriesOf(variable);
    if (selector && [chosen].flat().includes('$__all')) {
      values[variable.name] = await askLabelValues(stores, interpolate(selector.series, values), selector.label);
    } else {
      const durations = (variable.options ?? []).map(({ value }) => String(value)).filter((value) => inSeconds(value));
      values[variable.name] = durations.length > 0 ? longestWithin(durations, ageSeconds / 2) : chosen;
    }
  }
  return values;
}

function grafanasOwn({ since, until, stepSeconds: step }: Range): Values {
  return {
    __range: `${Math.round((until.getTime() - since.getTime()) / 1000)}s`,
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

function inSeconds(duration: string): number | undefined {
  const milliseconds = parseDuration(duration);
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}
