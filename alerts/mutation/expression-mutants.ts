import { findNodes, formatDuration, parseDuration, parsePromql, type SyntaxNode } from '@sightline/promql';

/** One small mistake in an expression. */
export interface ExpressionMutant {
  readonly kind: 'operator' | 'factor' | 'window' | 'selector' | 'function';
  /** `> becomes <` */
  readonly change: string;
  /** Where, from 0. */
  readonly offset: number;
  readonly expr: string;
}

type Replacement = Pick<ExpressionMutant, 'kind'> & { readonly by: string };

const operators: Readonly<Record<string, readonly string[]>> = {
  Gtr: ['<'],
  Lss: ['>'],
  Gte: ['<'],
  Lte: ['>'],
  EqlC: ['!='],
  And: ['or', 'unless'],
  Or: ['and'],
  Unless: ['and'],
  Add: ['-'],
  Sub: ['+'],
  Mul: ['/'],
  Div: ['*'],
};

const functions: Readonly<Record<string, string>> = {
  Increase: 'rate',
  Rate: 'increase',
  SumOverTime: 'avg_over_time',
  AvgOverTime: 'sum_over_time',
  Sum: 'max',
  Max: 'count',
  Min: 'max',
};

const matchers: Readonly<Record<string, string>> = { EqlSingle: '!=', Neq: '=', EqlRegex: '!~', NeqRegex: '=~' };

/** Everything that can be got wrong in one place: an operator, a number, a window, a matcher, a metric, a function. */
export function expressionMutants(expr: string): ExpressionMutant[] {
  const tree = parsePromql(expr);
  const names = [...Object.keys(operators), ...Object.keys(functions), ...Object.keys(matchers)];
  const more = ['NumberDurationLiteral', 'NumberDurationLiteralInDurationContext', 'Identifier'];
  return findNodes(tree, ...names, ...more).flatMap((node) =>
    replacements(node, expr.slice(node.from, node.to)).map(({ kind, by }) => ({
      kind,
      offset: node.from,
      change: `${expr.slice(node.from, node.to)} at ${node.from} becomes ${by}`,
      expr: expr.slice(0, node.from) + by + expr.slice(node.to),
    })),
  );
}

function replacements(node: SyntaxNode, text: string): Replacement[] {
  const operator = operators[node.name];
  if (operator) return operator.map((by) => ({ kind: 'operator', by }));
  const other = functions[node.name];
  if (other) return [{ kind: 'function', by: other }];
  const matcher = matchers[node.name];
  if (matcher) return [{ kind: 'selector', by: matcher }];
  if (node.name === 'Identifier') return metricReplacement(text);
  const length = parseDuration(text);
  if (node.name === 'NumberDurationLiteralInDurationContext' && length)
    return [
      { kind: 'window', by: formatDuration(length * 2) },
      { kind: 'window', by: formatDuration(length / 2) },
    ];
  const number = Number(text);
  return Number.isFinite(number) ? [{ kind: 'factor', by: String(number === 0 ? 1 : number * 1.5) }] : [];
}

/** The other of a pair that is easily confused, or a name that does not exist. */
const metricReplacement = (metric: string): Replacement[] => {
  const confused = metric.includes('_bad:') ? metric.replace('_bad:', '_total:') : metric.replace('_total:', '_bad:');
  return [{ kind: 'selector', by: confused === metric ? `${metric}_other` : confused }];
};
