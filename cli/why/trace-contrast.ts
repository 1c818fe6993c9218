import { duration } from '../terminal/duration';
import { quantile } from './contrast';
import { groupBy } from './group-by';
import { amount, share } from './numbers';
import type { Subject } from './subject';
import type { Fact, Measured, TraceFacts, Trait } from './trace-facts';

/** What tells traces from those of before. */
export interface Difference {
  readonly subject: Subject;
  readonly message: string;
  readonly strength: number;
  readonly nature?: 'slow';
  readonly because: string;
  /** A trace to see it in. */
  readonly traceId: string;
}

/** A share seen in fewer traces than this is chance. */
const fewestTraces = 3;
/** So much more often than before, at least. */
const leastShare = 0.15;

/** Those that failed, or took more than twice what is slow for the same work. */
export function badOf(now: readonly TraceFacts[], before: readonly TraceFacts[]): TraceFacts[] {
  const slowest = new Map<string, number>();
  for (const [entry, traces] of byEntry(before)) {
    const durations = traces.map(({ durationNano }) => durationNano);
    slowest.set(entry, 2 * quantile(durations, 0.95));
  }
  return now.filter(({ failed, durationNano, entry }) => failed || durationNano > (slowest.get(entry) ?? Infinity));
}

/**
 * Compares the traces of now, slow and failing or not, with those of before: by the work they began with, or, for attributes,
 * by the work that has them. Only so is a failure that always happens now and then no difference.
 */
export function differences(now: readonly TraceFacts[], before: readonly TraceFacts[]): Difference[] {
  const earlier = byEntry(before);
  const found = ofTraits(now, before);
  for (const [entry, traces] of byEntry(now)) {
    const healthy = earlier.get(entry) ?? [];
    if (traces.length < fewestTraces || healthy.length < fewestTraces) continue;
    found.push(...ofPath(traces, healthy), ...ofCalls(traces, healthy), ...ofFailures(traces, healthy));
  }
  return found;
}

/** Where the time goes to that traces take longer. */
function ofPath(traces: readonly TraceFacts[], healthy: readonly TraceFacts[]): Difference[] {
  const growth = means(traces, 'path', healthy).filter(({ now, before }) => now > before);
  const total = growth.reduce((sum, { now, before }) => sum + now - before, 0);
  return growth.flatMap(({ fact, now, before, traceId }) => {
    const part = (now - before) / total;
    if (part < 0.3 || now < 1.5 * before || now - before < 5e6) return [];
    return {
      subject: fact.subject,
      message: `${fact.message} takes ${duration(now)} of the critical path, before ${duration(before)}`,
      strength: 0.8 * part * (1 - before / now),
      nature: 'slow' as const,
      because: `${share(part)} of what ${traces.length} traces take longer`,
      traceId,
    };
  });
}

/** What is done again and again where it was done once. */
function ofCalls(now: readonly TraceFacts[], healthy: readonly TraceFacts[]): Difference[] {
  return means(now, 'calls', healthy).flatMap(({ fact, now: many, before: few, traceId }) => {
    if (many < 3 * few || many - few < 4) return [];
    return {
      subject: fact.subject,
      message: `${fact.message} runs ${amount(many)} times in a trace, before ${amount(few)}`,
      strength: 0.8 * (1 - few / many),
      because: `the mean of ${now.length} traces`,
      traceId,
    };
  });
}

/** Where traces begin to fail, which did not before. */
function ofFailures(now: readonly TraceFacts[], before: readonly TraceFacts[]): Difference[] {
  return present({
    now: { facts: now.map(({ traceId, origins }) => ({ traceId, facts: origins })), of: () => now.length },
    before: { facts: before.map(({ traceId, origins }) => ({ traceId, facts: origins })), of: () => before.length },
  });
}

/** What work has now that the same work had not before. A flag is new to any work. */
function ofTraits(now: readonly TraceFacts[], before: readonly TraceFacts[]): Difference[] {
  const times = (traces: readonly TraceFacts[], work: string) =>
    traces.filter(({ traits }) => traits.some((trait) => trait.work === work)).length;
  const comparable = ({ work, subject }: Trait) => subject.kind === 'flag' || times(before, work) >= fewestTraces;
  const facts = (traces: readonly TraceFacts[]) =>
    traces.map(({ traceId, traits }) => ({ traceId, facts: traits.filter(comparable) }));
  return present({
    now: { facts: facts(now), of: ({ work }) => times(now, work) },
    before: { facts: facts(before), of: ({ work }) => times(before, work) },
  });
}

interface Observed<F extends Fact> {
  readonly facts: readonly { readonly traceId: string; readonly facts: readonly F[] }[];
  /** How many traces could have had it. */
  of(fact: F): number;
}

/** The facts that are in many more of these traces than of those. */
function present<F extends Fact>({ now, before }: { now: Observed<F>; before: Observed<F> }): Difference[] {
  const seen = new Map<string, { fact: F; traceId: string; count: number }>();
  for (const { traceId, facts } of now.facts) {
    for (const fact of facts)
      seen.set(fact.message, { fact, traceId, count: (seen.get(fact.message)?.count ?? 0) + 1 });
  }
  const earlier = new Map<string, number>();
  for (const { message } of before.facts.flatMap(({ facts }) => facts))
    earlier.set(message, (earlier.get(message) ?? 0) + 1);
  return [...seen].flatMap(([message, { fact, traceId, count }]) => {
    const [all, allBefore] = [now.of(fact), before.of(fact)];
    const part = count / all;
    const partBefore = (earlier.get(message) ?? 0) / Math.max(1, allBefore);
    if (
      count < fewestTraces ||
      part - partBefore < Math.max(leastShare, 3 * standardError([part, all], [partBefore, allBefore]))
    )
      return [];
    return {
      subject: fact.subject,
      message: `${message} in ${share(part)} of the traces, before in ${share(partBefore)}`,
      strength: 0.95 * (1 - partBefore / part) * Math.sqrt(part),
      because: `${count} of ${all} traces, against ${allBefore} of before`,
      traceId,
    };
  });
}

/** Of the difference of two shares, each with the number it is of. */
function standardError([a, ofA]: [number, number], [b, ofB]: [number, number]): number {
  if (ofA === 0 || ofB === 0) return 0;
  const both = (a * ofA + b * ofB) / (ofA + ofB);
  return Math.sqrt(both * (1 - both) * (1 / ofA + 1 / ofB));
}

interface Means {
  readonly fact: Measured;
  readonly now: number;
  readonly before: number;
  /** The trace in which it is largest. */
  readonly traceId: string;
}

function means(now: readonly TraceFacts[], what: 'path' | 'calls', before: readonly TraceFacts[]): Means[] {
  const all = now.flatMap((trace) => trace[what].map((fact) => ({ fact, traceId: trace.traceId })));
  const earlier = before.flatMap((trace) => trace[what]);
  const mean = (facts: readonly Measured[], message: string, traces: number) =>
    facts.filter((fact) => fact.message === message).reduce((sum, { value }) => sum + value, 0) / traces;
  const largest = new Map<string, { fact: Measured; traceId: string }>();
  for (const each of all) {
    if (each.fact.value > (largest.get(each.fact.message)?.fact.value ?? 0)) largest.set(each.fact.message, each);
  }
  return [...largest.values()].map(({ fact, traceId }) => ({
    fact,
    traceId,
    now: mean(
      all.map((each) => each.fact),
      fact.message,
      now.length,
    ),
    before: mean(earlier, fact.message, before.length),
  }));
}

const byEntry = (traces: readonly TraceFacts[]) => groupBy(traces, ({ entry }) => entry);
