import { parser } from '@grafana/lezer-logql';
import { firstError } from './promql/parse';

/** The reason why a text is not LogQL; undefined when it is. */
export function logqlError(text: string): string | undefined {
  const at = firstError(parser.parse(text));
  return at === undefined ? undefined : `does not parse at "${text.slice(at, at + 24)}"`;
}

/** The three labels of a stream; everything else is structured metadata and filtered after the selector. */
const streamLabels = new Set(['service_name', 'level', 'deployment_environment_name']);

/** Labels in stream selectors that no stream has: such a query finds nothing, without an error. */
export function unknownStreamLabels(text: string): string[] {
  return [...text.matchAll(/\{([^}]*)\}/g)]
    .flatMap(([, inside]) => [...(inside ?? '').matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label ?? ''))
    .filter((label) => !streamLabels.has(label));
}
