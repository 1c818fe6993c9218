import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Problem, Rule } from '../problem';
import { fits, isKnownUnit, written } from '../promql/dimension';
import { infer } from '../promql/infer';
import { queriesOf, titleOf } from '../walk';
import { parsedQuery } from './parsed-query';

/** What a panel shows is in the unit its query measures: no bytes shown as seconds, no rate shown as a count. */
export const unitsAgree: Rule = (dashboards) =>
  dashboards.flatMap((dashboard) =>
    queriesOf(dashboard).flatMap((query): Problem[] => {
      const { panel, target, where } = query;
      const parsed = panel && panel.type !== 'heatmap' ? parsedQuery(query) : undefined;
      if (!panel || !parsed) return [];
      const problem = (message: string) => [{ dashboard: titleOf(dashboard), where, message }];
      const unit = unitOf(panel, target.refId);
      if (unit === undefined) return problem('has no unit');
      if (!isKnownUnit(unit)) return problem(`${unit} is not among the units of check/promql/dimension.ts`);
      const measured = infer(parsed);
      return measured && !fits(measured, unit)
        ? problem(`is shown as ${unit}, but the query gives ${written(measured)}`)
        : [];
    }),
  );

/** The unit of one query: in a table each column has its own, found by the name the column is given. */
function unitOf(panel: Panel, refId: string): string | undefined {
  const { defaults, overrides } = panel.fieldConfig ?? {};
  const names = renamed(panel);
  const column = names[`Value #${refId}`] ?? names.Value;
  const own = overrides?.find(({ matcher }) => matcher.id === 'byName' && matcher.options === column);
  const unit = own?.properties.find(({ id }) => id === 'unit')?.value as string | undefined;
  return unit ?? defaults?.unit;
}

const renamed = ({ transformations }: Panel): Readonly<Record<string, string>> =>
  (
    transformations?.find(({ id }) => id === 'organize')?.options as
      | { renameByName?: Record<string, string> }
      | undefined
  )?.renameByName ?? {};
