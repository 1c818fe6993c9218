import { findNodes, formatDuration, type Milliseconds, parsePromql, type SyntaxNode } from '@sightline/promql';
import { isAlert, type RuleGroup } from '../compiler/rules';

/** A recorded series: what it is made of, and how often. */
export interface Recorded {
  readonly expr: string;
  readonly step: Milliseconds;
}

/** The recording rules of one SLO by name; within an SLO a name is recorded once. */
export const recordsOf = (groups: readonly RuleGroup[], evaluation: Milliseconds): ReadonlyMap<string, Recorded> =>
  new Map(
    groups.flatMap(({ rules, interval = evaluation }) =>
      rules.flatMap((rule) => (isAlert(rule) ? [] : [[rule.record, { expr: rule.expr, step: interval }] as const])),
    ),
  );

/** The records that an expression reads itself. */
export const recordsIn = (expr: string, records: ReadonlyMap<string, Recorded>): string[] =>
  findNodes(parsePromql(expr), 'VectorSelector')
    .map((node) => nameOf(expr, node))
    .filter((name) => records.has(name));

/**
 * The expression with every recorded series replaced by what it is recorded from, down to what services emit: what the rules would
 * have recorded can then be asked of a Prometheus that never loaded them. A range of a record becomes a subquery at the step it is
 * recorded at. The labels that recording adds are gone, which no rule of one SLO tells apart.
 *
 * A record that reads its own past (what was known before data went missing) keeps reading what is stored, of the last two steps
 * alone: while Prometheus did not run, nothing went missing.
 */
export function inlineRecords(
  expr: string,
  records: ReadonlyMap<string, Recorded>,
  within: readonly string[] = [],
): string {
  let text = expr;
  // From the end, so that the places before stay where they are.
  for (const node of findNodes(parsePromql(expr), 'VectorSelector').reverse()) {
    const name = nameOf(expr, node);
    const record = records.get(name);
    if (!record) continue;
    const range = node.parent?.name === 'MatrixSelector' ? node.parent : undefined;
    const replaced = within.includes(name)
      ? `${expr.slice(node.from, node.to)}${range ? `[${formatDuration(2 * record.step)}]` : ''}`
      : `(${inlineRecords(record.expr, records, [...within, name])})${range ? subquery(expr.slice(node.to, range.to), record) : ''}`;
    text = text.slice(0, node.from) + replaced + text.slice(range?.to ?? node.to);
  }
  return text;
}

/** `[1h]` becomes `[1h:1m]`. */
const subquery = (range: string, { step }: Recorded) => `${range.slice(0, -1)}:${formatDuration(step)}]`;

const nameOf = (expr: string, node: SyntaxNode): string => {
  const identifier = node.getChild('Identifier');
  return identifier ? expr.slice(identifier.from, identifier.to) : '';
};
