import type { Labels, Sample } from '@sightline/stores';

/** What a component is called: by its service, or else by its job; the collector as the supervisor calls it. */
export const componentName = ({ service_name, job }: Labels): string =>
  (service_name ?? job ?? '').replace(/^otel-collector$/, 'collector');

/** Sums by component: one service may be scraped by several jobs. */
export function byComponent(samples: readonly Sample[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { labels, value } of samples) {
    const name = componentName(labels);
    sums.set(name, (sums.get(name) ?? 0) + value);
  }
  return sums;
}
