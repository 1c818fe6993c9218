import {
  checkPromql,
  parseSelector,
  readCounts,
  readExpression,
  readsVector,
  type SeriesShape,
  shapeOf,
} from '@sightline/promql';
import type { Quantity } from '../model';

/** As Go's templates have it, also with their marks for trimming. */
const windowVariable = /\{\{(?:-\s)?\s*\.window\s*(?:\s-)?\}\}/g;

export const hasWindow = (query: string) => query.search(windowVariable) >= 0;

/** The query for one window, given as PromQL prints it. */
export const renderTemplate = (query: string, window: string) => query.replace(windowVariable, window);

export interface Problem {
  readonly reason: string;
  readonly hint: string;
}
export type Reading<T> = { readonly ok: T } | Problem;

/** A query that Prometheus takes. */
export interface Query {
  /** Without comments: one at the end would hide what is written behind it. */
  readonly text: string;
  readonly shape: SeriesShape;
  /** A number of events, when it provably is one. */
  readonly quantity?: Quantity;
}

/** A window that nobody writes, to know it again in the tree. */
const probe = '5m7ms';

/** Reads one query of an SLO file, with `{{.window}}` in it or not. */
export function readQuery(written: string): Reading<Query> {
  const text = withoutComments(written).trim();
  if (text === '') return { reason: 'the query is empty', hint: 'Write the PromQL that counts the events.' };
  const rendered = renderTemplate(text, probe);
  if (rendered.includes('{{'))
    return { reason: 'the only template variable is {{.window}}', hint: 'Write everything else out.' };
  const problem = checkPromql(rendered);
  const expression = problem ? undefined : readExpression(rendered);
  if (problem || !expression)
    return {
      reason: `${(problem?.reason ?? 'the query is empty').replaceAll(probe, '{{.window}}')} (${place(text, rendered, problem?.offset ?? 0)})`,
      hint: problem?.hint ?? '',
    };
  const shape = shapeOf(expression);
  if (!readsVector(expression)) return { ok: { text: `vector(${text})`, shape } };
  if (hasWindow(text)) {
    const counts = readCounts(rendered, expression, probe);
    return { ok: { text, shape, ...(counts && { quantity: { kind: 'template', text, counts } }) } };
  }
  const selector = parseSelector(text);
  return { ok: { text, shape, ...(selector && { quantity: { kind: 'counter', selector } }) } };
}

/** The comments go, and what only looks like one in a string stays. */
const withoutComments = (text: string) =>
  text.replace(
    /("(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|`[^`]*`)|#[^\n]*/g,
    (_, string?: string) => string ?? '',
  );

/** `character 12`, or `line 2, character 3` of a query of several lines, where it stands in the text as it was written. */
function place(text: string, rendered: string, offset: number): string {
  const before = rendered.slice(0, offset).replaceAll(probe, '{{.window}}');
  const lines = before.split('\n');
  const character = `character ${(lines.at(-1) ?? '').length + 1}`;
  return text.includes('\n') ? `line ${lines.length}, ${character}` : character;
}
