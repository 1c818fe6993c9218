import { renderLegendFormat } from '@grafana/data';
import type { Labels } from './api';

/**
 * The name of a series: the template's `{{label}}` filled in; the whole selector where there is no template; undefined for
 * `__auto`, which leaves it to Grafana's own rule (the labels in which the series of the panel differ).
 */
export function legend(template: string | undefined, labels: Labels, expr: string): string | undefined {
  if (template === '__auto') return Object.keys(labels).length === 0 ? expr : undefined;
  if (template) return renderLegendFormat(template, labels);
  return selector(labels) || expr;
}

function selector({ __name__: name = '', ...labels }: Labels): string {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return matchers.length ? `${name}{${matchers.join(', ')}}` : name;
}
