import { criticalPath, failures, lastEnd, reasonOf, type Segment, type Span, spanTree, walk } from '@sightline/stores';
import { spanTitle } from '../trace-view/span-title';
import type { Edge } from './rank';
import { component, flag, release, type Subject, subjectOf } from './subject';

/** Something that can be counted or measured in one trace, and whom it is about. */
export interface Fact {
  readonly subject: Subject;
  readonly message: string;
}

export interface Measured extends Fact {
  readonly value: number;
}

/** What one trace tells when it is compared with others that began the same way. */
export interface TraceFacts {
  readonly traceId: string;
  /** The work it began with: traces that share it can be compared. */
  readonly entry: string;
  readonly failed: boolean;
  readonly durationNano: number;
  /** Nanoseconds on the critical path, by who took them. */
  readonly path: readonly Measured[];
  /** How often each operation ran. */
  readonly calls: readonly Measured[];
  /** Where its failures began, with the reason. */
  readonly origins: readonly Fact[];
  /** Where one service causes what another does: how long after, in nanoseconds; before, when negative. */
  readonly handovers: readonly Handover[];
  /** Who is called that tells nothing itself: databases, brokers, third parties. */
  readonly callees: readonly Edge[];
  /** When the last span of each service began, in nanoseconds since 1970. */
  readonly latest: ReadonlyMap<string, number>;
  /** Attributes whose values do not name a single request. */
  readonly traits: readonly Trait[];
}

export interface Handover {
  readonly from: string;
  readonly to: string;
  readonly nanos: number;
}

export interface Trait extends Fact {
  /** The work that has it; compared only with the same work. */
  readonly work: string;
}

/** Undefined when the trace is not whole: what it lacks would be taken for a difference. */
export function factsOf(spans: readonly Span[], known: ReadonlySet<string>): TraceFacts | undefined {
  const tree = spanTree({ spans, logs: [] });
  const [root, ...others] = tree.roots;
  if (root === undefined || others.length > 0 || tree.orphans.length > 0) return undefined;
  const all = [...walk([root])].map(({ node }) => node.span);
  return {
    traceId: root.span.traceId,
    entry: title(root.span),
    failed: all.some(({ status }) => status === 'error'),
    durationNano: Number(lastEnd(all) - root.span.startUnixNano),
    path: summed(criticalPath(root).map((segment) => stepOf(segment, known))),
    calls: summed(all.map((span) => ({ subject: component(span.service), message: title(span), value: 1 }))),
    origins: distinct(
      failures(tree).map(({ span }) => ({
        subject: subjectOfSpan(span, known),
        message: `${title(span)}: ${reasonOf(span)}`,
      })),
    ),
    handovers: handovers(all),
    callees: calleesOf(all, known),
    latest: latestOf(all),
    traits: distinct(all.flatMap((span) => traitsOf(span, known))),
  };
}

const title = (span: Span) => `${span.service}: ${spanTitle(span)}`;

/** A call is about the one that is called. */
function subjectOfSpan({ service, kind, name, attributes }: Span, known: ReadonlySet<string>): Subject {
  const labels = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]));
  return subjectOf({ ...(kind === 'client' && labels), service_name: service }, name, known);
}

function stepOf({ span, waiting, fromUnixNano, toUnixNano }: Segment, known: ReadonlySet<string>): Measured {
  const value = Number(toUnixNano - fromUnixNano);
  if (!waiting) return { subject: subjectOfSpan(span, known), message: title(span), value };
  // A message that waits is its consumer's to take.
  return { subject: component(span.service), message: `waiting before ${title(span)}`, value };
}

/** Names of single things, moments and places: they differ from trace to trace, or never. */
const particular = [
  /\.(id|key|offset|duration|text|total_cents)$/,
  /^url\.(full|path|query)$/,
  /^feature_flag\.(?!key$)/,
  /^(client|server|network|service\.instance|service\.namespace|deployment|telemetry|process|user_agent)\b/,
];
const flagKey = 'feature_flag.key';

function traitsOf(span: Span, known: ReadonlySet<string>): Trait[] {
  const own = Object.entries(span.attributes).filter(
    ([key]) => key === flagKey || !particular.some((each) => each.test(key)),
  );
  const flags = span.events.flatMap(({ attributes }) => Object.entries(attributes).filter(([key]) => key === flagKey));
  return [...own, ...flags].map(([key, value]) => ({
    subject: subjectOfTrait(span, key, String(value)) ?? subjectOfSpan(span, known),
    work: title(span),
    message: `${title(span)} has ${key}=${value}`,
  }));
}

/**
 * What PostgreSQL says of itself, to whoever asks it: no connection (SQLSTATE class 08), not let in (28), no such database (3D), no room
 * (53), ended by its operator (57), a failing disk (58). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const ofDatabaseItself = /^(08|28|3D|53|57|58)[0-9A-Z]{3}$/;
const statusKeys = ['error.type', 'db.response.status_code'];

function subjectOfTrait({ service }: Span, key: string, value: string): Subject | undefined {
  if (key === flagKey) return flag(value);
  if (statusKeys.includes(key) && ofDatabaseItself.test(value)) return component('postgres');
  return key === 'service.version' ? release(service, value) : undefined;
}

function handovers(spans: readonly Span[]): Handover[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  return spans.flatMap((span) => {
    const parent = span.parentSpanId === undefined ? undefined : byId.get(span.parentSpanId);
    if (!parent || parent.service === span.service) return [];
    return [{ from: parent.service, to: span.service, nanos: Number(span.startUnixNano - parent.startUnixNano) }];
  });
}

function calleesOf(spans: readonly Span[], known: ReadonlySet<string>): Edge[] {
  const calls = spans.filter(({ kind }) => kind === 'client' || kind === 'producer');
  const edges = calls.map((span) => ({ from: span.service, to: subjectOfSpan(span, known).name }));
  const others = edges.filter(({ from, to }) => from !== to);
  return [...new Map(others.map((edge) => [`${edge.from} ${edge.to}`, edge])).values()];
}

function latestOf(spans: readonly Span[]): Map<string, number> {
  const latest = new Map<string, number>();
  for (const { service, startUnixNano } of spans)
    latest.set(service, Math.max(latest.get(service) ?? 0, Number(startUnixNano)));
  return latest;
}

function summed(measured: readonly Measured[]): Measured[] {
  const sums = new Map<string, Measured>();
  for (const each of measured) {
    sums.set(each.message, { ...each, value: each.value + (sums.get(each.message)?.value ?? 0) });
  }
  return [...sums.values()];
}

function distinct<F extends Fact>(facts: readonly F[]): F[] {
  return [...new Map(facts.map((fact) => [fact.message, fact])).values()];
}
