import { interpolate } from '../interpolate';
import { promqlProblem } from '../promql/syntax-problem';
import { type FoundQuery, variablesOf } from '../walk';

/** A PromQL query with its variables filled in; undefined for LogQL and for what does not parse (another rule says so). */
export function parsedQuery({ dashboard, language, target }: FoundQuery): string | undefined {
  if (language !== 'promql') return undefined;
  const values = Object.fromEntries(variablesOf(dashboard).map(({ name, current }) => [name, current?.value ?? 'x']));
  const text = interpolate(target.expr, values);
  return promqlProblem(text) === undefined ? text : undefined;
}
