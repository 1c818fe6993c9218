import { interpolate, unknownVariables } from '../interpolate';
import { logqlProblem, unknownStreamLabels } from '../logql';
import type { Rule } from '../problem';
import { promqlProblem } from '../promql/syntax-problem';
import { type FoundQuery, queriesOf, titleOf, variablesOf } from '../walk';

/** Every query is PromQL or LogQL once its variables are filled in, and names no variable that is not there. */
export const queriesParse: Rule = (dashboards) =>
  dashboards.flatMap((dashboard) => {
    const known = variablesOf(dashboard).map(({ name }) => name);
    return queriesOf(dashboard).flatMap((query) =>
      [...unknownVariables(query.target.expr, known).map((name) => `no variable $${name}`), ...errorsOf(query)].map(
        (message) => ({
          dashboard: titleOf(dashboard),
          where: query.where,
          message: `${message} in ${query.target.expr}`,
        }),
      ),
    );
  });

/** Any value will do: durations are the only ones that decide whether a query parses. */
const sample = (dashboard: FoundQuery['dashboard']) =>
  Object.fromEntries(
    variablesOf(dashboard).map(({ name, current }) => [
      name,
      current?.value === undefined || current.value === '' ? 'x' : current.value,
    ]),
  );

function errorsOf({ dashboard, language, target }: FoundQuery): string[] {
  const text = interpolate(target.expr, sample(dashboard));
  const isLogs = language === 'logql';
  const problem = isLogs ? logqlProblem(text) : promqlProblem(text);
  if (problem !== undefined) return [problem];
  return isLogs ? unknownStreamLabels(text).map((label) => `${label} is not a label of a log stream`) : [];
}
