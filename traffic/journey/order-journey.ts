import { spans } from '@sightline/catalogue';
import { ordersTopic, paymentsTopic } from '@sightline/contracts';
import { spanNameOf } from '@sightline/observability/catalogue';
import type { Span, SpanNode, SpanTree } from '@sightline/stores';

export interface ExpectedHop {
  readonly hop: string;
  readonly does: string;
  readonly service: 'order' | 'payment';
  readonly span: { readonly name: string; readonly kind: string };
  /** The hop it belongs under; the first has none and is the root. */
  readonly under?: string;
  /** Whether the parent's span itself must be its parent: so it is where one message is handed over. */
  readonly directly?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Where to look when it is missing. */
  readonly next: string;
}

const topic = (name: string) => ({ 'messaging.destination.name': name });

/** The spans that the trace of an order which was paid must hold, and what hangs under what. */
export const orderJourney = [
  {
    hop: 'request',
    does: 'the order service answers POST /orders',
    service: 'order',
    span: spans.httpServer,
    next: "order's log; does it run with --require @sightline/observability/preload?",
  },
  {
    hop: 'order placed',
    does: 'order and event are stored in one transaction',
    service: 'order',
    span: spans.orderPlace,
    under: 'request',
    next: "order's log",
  },
  {
    hop: 'order stored',
    does: "a statement runs in order's database",
    service: 'order',
    span: spans.dbQuery,
    under: 'order placed',
    next: 'the pg instrumentation in the preload',
  },
  {
    hop: 'outbox of order',
    does: 'order.created waits for the relay',
    service: 'order',
    span: spans.outboxWait,
    under: 'request',
    next: "the relay in order's log; is Kafka up?",
  },
  {
    hop: 'order.created sent',
    does: 'the relay brings it to Kafka',
    service: 'order',
    span: spans.messageSend,
    under: 'outbox of order',
    directly: true,
    attributes: topic(ordersTopic.name),
    next: "Kafka's log, then the relay in order's log",
  },
  {
    hop: 'order.created taken',
    does: 'payment handles the message',
    service: 'payment',
    span: spans.messageProcess,
    under: 'order.created sent',
    directly: true,
    attributes: topic(ordersTopic.name),
    next: "payment's log; the lag of the consumer group `payment`; `sightline dlq list`",
  },
  {
    hop: 'payment charged',
    does: 'payment decides about the charge',
    service: 'payment',
    span: spans.paymentCharge,
    under: 'order.created taken',
    next: "payment's log",
  },
  {
    hop: 'bank asked',
    does: 'one attempt at the bank',
    service: 'payment',
    span: spans.bankAttempt,
    under: 'payment charged',
    next: "the bank's log; an open circuit breaker in payment's log",
  },
  {
    hop: 'bank called',
    does: 'the HTTP request of that attempt',
    service: 'payment',
    span: spans.httpClient,
    under: 'bank asked',
    next: 'the undici instrumentation in the preload',
  },
  {
    hop: 'outbox of payment',
    does: 'payment.captured waits for the relay',
    service: 'payment',
    span: spans.outboxWait,
    under: 'order.created taken',
    next: "the relay in payment's log",
  },
  {
    hop: 'payment.captured sent',
    does: 'the relay brings it to Kafka',
    service: 'payment',
    span: spans.messageSend,
    under: 'outbox of payment',
    directly: true,
    attributes: topic(paymentsTopic.name),
    next: "Kafka's log, then the relay in payment's log",
  },
  {
    hop: 'payment.captured taken',
    does: 'order handles the message',
    service: 'order',
    span: spans.messageProcess,
    under: 'payment.captured sent',
    directly: true,
    attributes: topic(paymentsTopic.name),
    next: "order's log; the lag of the consumer group `order`; `sightline dlq list`",
  },
  {
    hop: 'order settled',
    does: 'the order reaches its final state',
    service: 'order',
    span: spans.orderSettle,
    under: 'payment.captured taken',
    next: "order's log",
  },
] as const satisfies readonly ExpectedHop[];

export interface FoundHop {
  readonly expected: ExpectedHop;
  readonly node: SpanNode | undefined;
}

/**
 * Finds each hop where it belongs; a span that hangs in the wrong place does not count. Where something was done again (a sending that
 * was cut, a message that came twice) there are several spans for a hop: that one counts from which it went on furthest.
 */
export function findHops(tree: SpanTree, journey: readonly ExpectedHop[] = orderJourney): FoundHop[] {
  const [first] = journey;
  const found = first ? furthest(first, tree.roots, journey) : new Map<string, SpanNode>();
  return journey.map((expected) => ({ expected, node: found.get(expected.hop) }));
}

/** The hops that were found from one of these spans on, by name. */
function furthest(
  expected: ExpectedHop,
  among: readonly SpanNode[],
  journey: readonly ExpectedHop[],
): ReadonlyMap<string, SpanNode> {
  return among
    .filter(({ span }) => matches(span, expected))
    .map((node) => {
      const after = journey.filter(({ under }) => under === expected.hop);
      const next = after.flatMap((hop) => [
        ...furthest(hop, hop.directly ? node.children : descendants(node), journey),
      ]);
      return new Map([[expected.hop, node], ...next]);
    })
    .reduce((best, each) => (each.size > best.size ? each : best), new Map<string, SpanNode>());
}

/** The nearest first. */
function descendants(node: SpanNode): SpanNode[] {
  const all: SpanNode[] = [];
  for (let level = node.children; level.length > 0; level = level.flatMap(({ children }) => children))
    all.push(...level);
  return all;
}

function matches(span: Span, { service, span: declaration, attributes = {} }: ExpectedHop): boolean {
  return (
    span.service === service &&
    span.kind === declaration.kind &&
    span.name === spanNameOf(declaration, span.attributes) &&
    Object.entries(attributes).every(([key, value]) => span.attributes[key] === value)
  );
}
