import type { Labels } from './rules';

/** `{a="1", b="2"}`: labels as an exact filter, sorted as Prometheus prints label sets. */
export const labelFilter = (labels: Labels): string =>
  `{${Object.keys(labels)
    .sort()
    .map((name) => `${name}=${JSON.stringify(labels[name])}`)
    .join(', ')}}`;
