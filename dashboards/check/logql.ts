import { parse, Unsupported } from '@sightline/promql/logql';

/** The reason why a text is not LogQL; undefined when it is. */
export function logqlProblem(text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Unsupported ? undefined : `does not parse: ${(error as Error).message}`;
  }
}

/** The three labels of a stream; everything else is structured metadata and filtered after the selector. */
const streamLabels = new Set(['service_name', 'level', 'deployment_environment_name', 'sightline_audit']);

/** Labels in stream selectors that no stream has: such a query finds nothing, without an error. */
export function unknownStreamLabels(text: string): string[] {
  return [...text.matchAll(/\{([^}]*)\}/g)]
    .flatMap(([, inside]) => [...(inside ?? '').matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label ?? ''))
    .filter((label) => !streamLabels.has(label));
}
