import { duration } from '../terminal/duration';
import { quantile } from './contrast';
import { amount, share } from './numbers';
import type { Subject } from './subject';
import type { Fact, Measured, TraceFacts, Trait } from './trace-facts';

/** What tells the bad traces from the ones of before. */
export interface Difference {
  readonly subject: Subject;
  readonly says: string;
  readonly strength: number;
  readonly because: string;
  /** A trace to see it in. */
  readonly traceId: string;
}

/** A share seen in fewer traces than this is chance. */
const fewestTraces = 3;

/** Those that failed, or took more than twice what is slow for the same work. */
export function badOf(now: readonly TraceFacts[], before: readonly TraceFacts[]): TraceFacts[] {
  const slowest = new Map<string, number>();
  for (const [entry, traces] of byEntry(before)) {
    slowest.set(
      entry,
      2 *
        quantile(
          traces.map(({ durationNano }) => durationNano),
          0.95,
        ),
    );
  }
  return now.filter(({ failed, durationNano, entry }) => failed || durationNano > (slowest.get(entry) ?? Infinity));
}

/** Compares bad traces with those of before that began with the same work; attributes and failures with all of before. */
export function differences(now: readonly TraceFacts[], before: readonly TraceFacts[]): Difference[] {
  const bad = badOf(now, before);
  const found: Difference[] = [...ofFailures(bad, before), ...ofTraits(bad, before)];
  const healthy = byEntry(before);
  for (const [entry, traces] of byEntry(bad)) {
    if (enough(traces, healthy.get(entry))) found.push(...ofPath(traces, healthy.get(entry) ?? []));
  }
  for (const [entry, traces] of byEntry(now)) {
    if (enough(traces, healthy.get(entry))) found.push(...ofCalls(traces, healthy.get(entry) ?? []));
  }
  return found;
}

const enough = (...groups: readonly (readonly TraceFacts[] | undefined)[]) =>
  groups.every((group) => group !== undefined && group.length >= fewestTraces);

/** Where the time that bad traces take longer goes to. */
function ofPath(bad: readonly TraceFacts[], healthy: readonly TraceFacts[]): Difference[] {
  const growth = means(bad, 'path', healthy).filter(({ now, before }) => now > before);
  const total = growth.reduce((sum, { now, before }) => sum + now - before, 0);
  return growth.flatMap(({ fact, now, before, traceId }) => {
    const part = (now - before) / total;
    if (part < 0.3 || now < 1.5 * before || now - before < 5e6) return [];
    return {
      subject: fact.subject,
      says: `${fact.says} takes ${duration(now)} of the critical path, before ${duration(before)}`,
      strength: 0.8 * part * (1 - before / now),
      because: `${share(part)} of what ${bad.length} slow or failing traces take longer`,
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
      says: `${fact.says} runs ${amount(many)} times in a trace, before ${amount(few)}`,
      strength: 0.8 * (1 - few / many),
      because: `the mean of ${now.length} traces`,
      traceId,
    };
  });
}

/** Where most of the bad traces began to fail, and few of before did. */
function ofFailures(bad: readonly TraceFacts[], before: readonly TraceFacts[]): Difference[] {
  const entries = new Set(bad.map(({ entry }) => entry));
  const comparable = before.filter(({ entry }) => entries.has(entry));
  return present({
    now: { facts: bad.map(({ traceId, origins }) => ({ traceId, facts: origins })), of: () => bad.length },
    before: {
      facts: comparable.map(({ traceId, origins }) => ({ traceId, facts: origins })),
      of: () => comparable.length,
    },
    among: 'slow or failing traces',
  });
}

/** What the work in bad traces has, and the same work in traces of before had not. A flag is new to any work. */
function ofTraits(bad: readonly TraceFacts[], before: readonly TraceFacts[]): Difference[] {
  const times = (traces: readonly TraceFacts[], work: string) =>
    traces.filter(({ traits }) => traits.some((trait) => trait.work === work)).length;
  const known = new Set(before.flatMap(({ traits }) => traits.map(({ work }) => work)));
  const comparable = ({ work, subject }: Trait) => subject.kind === 'flag' || known.has(work);
  const facts = (traces: readonly TraceFacts[]) =>
    traces.map(({ traceId, traits }) => ({ traceId, facts: traits.filter(comparable) }));
  return present({
    now: { facts: facts(bad), of: ({ work }) => times(bad, work) },
    before: { facts: facts(before), of: ({ work }) => times(before, work) },
    among: 'slow or failing traces with this work',
  });
}

interface Observed<F extends Fact> {
  readonly facts: readonly { readonly traceId: string; readonly facts: readonly F[] }[];
  /** How many traces could have had it. */
  of(fact: F): number;
}

/** The facts that are in most of these traces, and in few of those. */
function present<F extends Fact>({
  now,
  before,
  among,
}: {
  now: Observed<F>;
  before: Observed<F>;
  among: string;
}): Difference[] {
  const seen = new Map<string, { fact: F; traceId: string; count: number }>();
  for (const { traceId, facts } of now.facts) {
    for (const fact of facts) seen.set(fact.says, { fact, traceId, count: (seen.get(fact.says)?.count ?? 0) + 1 });
  }
  const earlier = new Map<string, number>();
  for (const { says } of before.facts.flatMap(({ facts }) => facts)) earlier.set(says, (earlier.get(says) ?? 0) + 1);
  return [...seen].flatMap(([says, { fact, traceId, count }]) => {
    const [all, allBefore] = [now.of(fact), before.of(fact)];
    const part = count / all;
    const partBefore = (earlier.get(says) ?? 0) / Math.max(1, allBefore);
    if (count < fewestTraces || part - partBefore < 0.4) return [];
    return {
      subject: fact.subject,
      says: `${says} in ${share(part)} of the ${among}, before in ${share(partBefore)}`,
      strength: 0.95 * (part - partBefore),
      because: `${count} of ${all} traces, against ${allBefore} of before`,
      traceId,
    };
  });
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
  const mean = (facts: readonly Measured[], says: string, traces: number) =>
    facts.filter((fact) => fact.says === says).reduce((sum, { value }) => sum + value, 0) / traces;
  const largest = new Map<string, { fact: Measured; traceId: string }>();
  for (const each of all) {
    if (each.fact.value > (largest.get(each.fact.says)?.fact.value ?? 0)) largest.set(each.fact.says, each);
  }
  return [...largest.values()].map(({ fact, traceId }) => ({
    fact,
    traceId,
    now: mean(
      all.map((each) => each.fact),
      fact.says,
      now.length,
    ),
    before: mean(earlier, fact.says, before.length),
  }));
}

function byEntry(traces: readonly TraceFacts[]): Map<string, TraceFacts[]> {
  const groups = new Map<string, TraceFacts[]>();
  for (const trace of traces) groups.set(trace.entry, [...(groups.get(trace.entry) ?? []), trace]);
  return groups;
}
