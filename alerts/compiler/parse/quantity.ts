import type { Quantity } from '../model';
import { parsePromql, promqlError } from '../promql/parse';
import { parseSelector } from '../promql/selector';

const windowVariable = /\{\{ *\.window *\}\}/g;

export const hasWindow = (query: string) => query.search(windowVariable) >= 0;

/** The query for one window, given as PromQL prints it. */
export const renderTemplate = (query: string, window: string) => query.replace(windowVariable, window);

export type Reading<T> = { readonly ok: T } | { readonly reason: string; readonly hint: string };

/** A query of events: a counter selector, or PromQL with `{{.window}}` in it. */
export function readQuantity(query: string): Reading<Quantity> {
  const text = query.trim();
  if (hasWindow(text)) {
    const problem = promqlProblem(text);
    return problem ?? { ok: { kind: 'template', text } };
  }
  const selector = parseSelector(text);
  if (selector) return { ok: { kind: 'counter', selector } };
  return (
    promqlProblem(text) ?? {
      reason: 'the query is neither a counter selector nor does it hold {{.window}}',
      hint: 'Write requests_total{code=~"5.."}, or sum(rate(requests_total{code=~"5.."}[{{.window}}])).',
    }
  );
}

/** What is wrong with the PromQL of a query; undefined when it parses. */
export function promqlProblem(query: string): { reason: string; hint: string } | undefined {
  if (query.trim() === '') return { reason: 'the query is empty', hint: 'Write the PromQL that counts the events.' };
  const rendered = renderTemplate(query, '5m');
  if (rendered.includes('{{'))
    return { reason: 'the only template variable is {{.window}}', hint: 'Write everything else out.' };
  const error = promqlError(rendered, parsePromql(rendered));
  return (
    error && {
      reason: `no PromQL at character ${error.offset + 1}: ${error.near || 'the end'}`,
      hint: 'Correct the query.',
    }
  );
}
