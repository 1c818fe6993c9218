import { interpolate } from '../interpolate';
import { type Parsed, parsePromql } from '../promql/parse';
import { type FoundQuery, variablesOf } from '../walk';

/** A PromQL query with its variables filled in; undefined for LogQL and for what does not parse (another rule says so). */
export function parsedQuery({ dashboard, language, target }: FoundQuery): Parsed | undefined {
  if (language !== 'promql') return undefined;
  const values = Object.fromEntries(variablesOf(dashboard).map(({ name, current }) => [name, current?.value ?? 'x']));
  const parsed = parsePromql(interpolate(target.expr, values));
  return 'error' in parsed ? undefined : parsed;
}
