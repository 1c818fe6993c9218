import { promqlError } from '@sightline/promql';

/** The reason why a text is not PromQL; undefined when it is. */
export function promqlProblem(text: string): string | undefined {
  const error = promqlError(text);
  return error && `does not parse at "${error.near}"`;
}
