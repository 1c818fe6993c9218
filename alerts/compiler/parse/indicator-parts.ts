import { type CounterSelector, renderOffset, renderPlain } from '@sightline/promql';
import type { Sli } from '../model';
import type { Query, Reading } from './quantity';

/** What tells the good or the bad events, and all of them. */
export interface Parts {
  readonly which: 'good' | 'bad';
  readonly events: Query;
  readonly total: Query;
}

/** What the format calls the two queries. */
export interface PartNames {
  readonly events: string;
  readonly total: string;
}

/**
 * The indicator of two queries: counted in events when both provably count events over the same groups, else the ratio of the two
 * as it is. A reason and a hint instead when the one can have no ratio to the other.
 */
export function indicatorOfParts({ which, events, total }: Parts, names: PartNames): Reading<Sli> {
  const [one, other] = [groupsOf(events), groupsOf(total)];
  // Series whose labels are left to the metric never match one that has none.
  const matched = one && other ? one.join() === other.join() : (one ?? other)?.length !== 0;
  if (!matched)
    return {
      reason: `the series of ${names.events} are told apart by ${list(one)}, those of ${names.total} by ${list(other)}: none has a ratio to another`,
      hint: 'Put the same around both, sum(...) or sum by (...) (...).',
    };
  const [unit, unitOfTotal] = [unitOf(events), unitOf(total)];
  if (unit && unitOfTotal && unit !== unitOfTotal)
    return {
      reason: `${names.events} is ${inWords[unit]}, ${names.total} ${inWords[unitOfTotal]}: their ratio is off by the length of the window`,
      hint: 'Use rate in both, or increase.',
    };
  if (events.quantity && total.quantity)
    return {
      ok:
        which === 'good'
          ? { kind: 'good', good: events.quantity, total: total.quantity }
          : { kind: 'bad', bad: events.quantity, total: total.quantity },
    };
  const asQuery = ({ text, quantity }: Query) =>
    quantity?.kind === 'counter' ? `sum(increase(${renderWindowed(quantity.selector)}))` : text;
  const parts = { events: asQuery(events), total: asQuery(total) };
  return {
    ok: {
      kind: 'ratio',
      ratio: `(${parts.events})\n/\n(${parts.total})`,
      means: which === 'bad' ? 'failure' : 'success',
      parts,
      labels: one && other ? one : undefined,
    },
  };
}

/** With `[{{.window}}]` in its place, before an offset. */
const renderWindowed = ({ offset, ...plain }: CounterSelector) =>
  `${renderPlain(plain)}[{{.window}}]${renderOffset(offset)}`;

const unitOf = ({ quantity }: Query) => (quantity?.kind === 'template' ? quantity.counts.unit : undefined);
const inWords = { rate: 'a number per second (rate)', increase: 'a number (increase)' } as const;

const list = (labels: readonly string[] | undefined) =>
  labels === undefined ? 'labels of the metric' : labels.join(', ') || 'nothing';

/** A bare counter is summed over everything. */
const groupsOf = ({ quantity, shape }: Query): readonly string[] | undefined =>
  quantity?.kind === 'counter' ? [] : shape.labels;

/** The labels that tell the series of an SLO apart: those the author asks for, else those that its queries keep. */
export function groupingOf(sli: Sli, asked: readonly string[] = []): readonly string[] {
  if (asked.length > 0) return asked;
  if (sli.kind === 'ratio' || sli.kind === 'threshold') return sli.labels ?? [];
  return sli.total.kind === 'template' ? sli.total.counts.groupBy : [];
}
