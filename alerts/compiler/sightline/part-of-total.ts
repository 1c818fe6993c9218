import { type Matcher, type PlainSelector, passes } from '@sightline/promql';
import type { Quantity } from '../model';

/**
 * What the queries themselves prove about good (or bad) events and all events.
 *
 * - `subset`: the same counter with more matchers. Where its series is missing, nothing of the kind happened: 0.
 * - `buckets`: buckets of the histogram whose count is the total. Never more than the total; but a bucket that is missing is a
 *   wrong query, not 0.
 * - `claimed`: nothing. They are two metrics that may say anything.
 */
export type PartOfTotal = 'subset' | 'buckets' | 'claimed';

export function partOfTotal(part: Quantity, total: Quantity): PartOfTotal {
  const all = counterOf(total);
  const remainder = part.kind === 'template' ? part.counts.remainder : undefined;
  if (all && remainder && isSubset(remainder.whole, all) && isSubset(all, remainder.whole))
    return proven(remainder.taken, all) === 'claimed' ? 'claimed' : 'buckets';
  const one = counterOf(part);
  return one && all ? proven(one, all) : 'claimed';
}

function proven(one: PlainSelector, all: PlainSelector): PartOfTotal {
  const others = one.matchers.filter(({ label }) => label !== 'le');
  if (others.length === one.matchers.length) return isSubset(one, all) ? 'subset' : 'claimed';
  const histogram = one.metric.endsWith('_bucket') ? one.metric.slice(0, -'_bucket'.length) : undefined;
  return histogram && isSubset({ metric: `${histogram}_count`, matchers: others }, all) ? 'buckets' : 'claimed';
}

const counterOf = (quantity: Quantity): PlainSelector | undefined =>
  quantity.kind === 'counter' ? quantity.selector : quantity.counts.only;

/** Each matcher of the total is there as well, or is fulfilled by the one value that the part has. */
const isSubset = (part: PlainSelector, total: PlainSelector) =>
  part.metric !== '' &&
  part.metric === total.metric &&
  total.matchers.every((wanted) =>
    part.matchers.some(
      (own) => same(own, wanted) || (own.op === '=' && own.label === wanted.label && passes(wanted, own.value)),
    ),
  );

const same = (one: Matcher, other: Matcher) =>
  one.label === other.label && one.op === other.op && one.value === other.value;
