import { findNodes, type Matcher, parsePromql, selectorsIn } from '@sightline/promql';
import type { Operator, Quantity, Slo } from '../compiler/model';
import { renderTemplate } from '../compiler/parse/quantity';
import { type LabelSet, sampleLabels } from './sample-labels';

/** `newcomers` are good events of series that begin later. */
export type EventKind = 'good' | 'bad' | 'all' | 'newcomers';

/** A series of the test, and what makes it move. */
export interface Signal {
  /** `metric{labels}` as promtool reads it. */
  readonly series: string;
  readonly follows: /** This process's share of all events. */
    | { readonly kind: 'events'; readonly which: EventKind; readonly share: number }
    /** There while all is well; it stops when things go bad. */
    | { readonly kind: 'presence' }
    | { readonly kind: 'level'; readonly good: number; readonly bad: number };
}

/** Two processes, so that a sum is told from a maximum. */
const instances = ['test-1', 'test-2'] as const;

/**
 * The series that drive an SLO's rules, found from its queries; undefined when they are too free to be derived (then the
 * SLO's tests must be written by hand).
 */
export function signalsOf({ sli, instanceLabel }: Slo): Signal[] | undefined {
  if (sli.kind === 'ratio')
    return level(sli.ratio, sli.means === 'failure' ? { good: 0, bad: 1 } : { good: 1, bad: 0 });
  if (sli.kind === 'threshold') {
    const usesTime = findNodes(parsePromql(sli.query), 'Timestamp').length > 0;
    return usesTime ? presence(sli.query) : level(sli.query, levels(sli.op, sli.value));
  }
  const total = selectorOf(sli.total);
  const part = selectorOf(sli.kind === 'bad' ? sli.bad : sli.good);
  if (!total || !part) return undefined;
  const which = sli.kind;
  const other = which === 'bad' ? 'good' : 'bad';
  const counted = (metric: string, labels: LabelSet | undefined, follows: 'good' | 'bad' | 'all'): Signal[] =>
    labels
      ? instances.map((instance) => ({
          series: printSeries(metric, { ...labels, [instanceLabel]: instance }),
          follows: { kind: 'events', which: follows, share: 1 / instances.length },
        }))
      : [];
  const signals =
    part.metric === total.metric
      ? [
          ...counted(total.metric, sampleLabels([...total.matchers, ...part.matchers]), which),
          ...counted(total.metric, sampleLabels(total.matchers, part.matchers), other),
        ]
      : [
          ...counted(part.metric, sampleLabels(part.matchers), which),
          ...counted(total.metric, sampleLabels(total.matchers), 'all'),
        ];
  return signals.length === 2 * instances.length ? signals : undefined;
}

interface Selected {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

function selectorOf(quantity: Quantity): Selected | undefined {
  if (quantity.kind === 'counter') return quantity.selector;
  const selectors = selectorsIn(renderTemplate(quantity.text, '5m'));
  return selectors.length === 1 ? selectors[0] : undefined;
}

function level(query: string, values: { good: number; bad: number }): Signal[] | undefined {
  const [selector, ...more] = selectorsIn(renderTemplate(query, '5m'));
  const labels = selector && sampleLabels(selector.matchers);
  if (!selector || !labels || more.length > 0) return undefined;
  return [{ series: printSeries(selector.metric, labels), follows: { kind: 'level', ...values } }];
}

function presence(query: string): Signal[] | undefined {
  return selectorsIn(query).flatMap(({ metric, matchers }) => {
    const labels = sampleLabels(matchers);
    return labels ? [{ series: printSeries(metric, labels), follows: { kind: 'presence' as const } }] : [];
  });
}

const levels = (op: Operator, value: number) =>
  op === 'lt' || op === 'lte' ? { good: value - 1, bad: value + 1 } : { good: value + 1, bad: value - 1 };

const printSeries = (metric: string, labels: LabelSet) =>
  `${metric}{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')}}`;
