import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { checkStatically } from '../check/static';
import type { Board } from './board';
import type { Finding } from './finding';
import { fieldsOf } from './loose-json';

/** What a dashboard does that those of this repository do not: its metrics, units, windows, texts and links by our own rules. */
export function houseFindings({ json, title }: Board): Finding[] {
  const dashboard = fieldsOf(json);
  if (!Array.isArray(dashboard.panels))
    return [
      { dashboard: title, where: 'dashboard', kind: 'house', message: 'is of a schema that our rules do not read' },
    ];
  // What our rules take for there.
  const whole = { ...dashboard, templating: dashboard.templating ?? {}, annotations: dashboard.annotations ?? {} };
  return checkStatically([whole as unknown as Dashboard]).map(({ where, message }) => ({
    dashboard: title,
    where,
    kind: 'house',
    message,
  }));
}
