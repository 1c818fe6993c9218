import { keptSpans } from '@sightline/stack';
import type { LoadResult } from '../load/load-result';
import type { Sightings } from './sightings';

/** One thing that generator and platform both know. */
export interface Comparison {
  readonly what: string;
  /** As the generator has it; two numbers where requests without an answer leave it open. */
  readonly sent: Expected;
  readonly seen: number;
  readonly unit: 'count' | 'ms';
  readonly agrees: boolean;
  /** Where the difference probably arose: the first hop that saw less, and what to look at. */
  readonly place?: string;
  /** What else there is to know about it. */
  readonly note?: string;
}

export interface Expected {
  readonly atLeast: number;
  readonly atMost: number;
}

const rateTolerance = 0.05;
const latencyTolerance = { ms: 100, share: 0.1 };

/** Holds what was sent against what was seen, from the shop's door inwards. */
export function compare(run: LoadResult, seen: Sightings): Comparison[] {
  const { orders } = run;
  const unanswered = run.routes.reduce((sum, { statuses }) => sum + (statuses.none ?? 0), 0);
  const requests = between(run.sent - unanswered, run.sent);
  const placed = between(orders.accepted, orders.accepted + orders.unknown);
  const paid = between(orders.toBeCaptured, orders.toBeCaptured + orders.unknown);
  const declined = between(orders.toBeDeclined, orders.toBeDeclined + orders.unknown);
  const { counted, stored, logged } = seen;
  const because = (place: string) => (seen.restarted.length > 0 ? restarted(seen.restarted) : place);
  const lostLogs = because(
    seen.lost.logRecords > 0
      ? `the services dropped ${seen.lost.logRecords} log records: see telemetry_log_records_dropped_total`
      : "between the services and the log store: see the panels of the collector (refused, queued), and the store's own limits",
  );
  const judged: Comparison[] = [
    {
      ...near('requests counted', requests, counted.requests),
      place: because(
        counted.requests < requests.atLeast
          ? 'on the way to Prometheus: is the order service scraped?'
          : 'somebody else asked the shop meanwhile',
      ),
    },
    latency(run, counted.p95Ms),
    {
      ...exact('orders counted', placed, counted.orders.placed),
      place: because(
        counted.orders.placed > placed.atMost
          ? 'somebody else ordered meanwhile'
          : 'between the order service and Prometheus',
      ),
    },
    {
      ...exact('orders in the database', placed, stored.placed),
      place: 'the order was answered but not kept: the transaction',
    },
    { ...exact('orders paid', paid, stored.paid), place: unsettled(seen) },
    { ...exact('orders cancelled', declined, stored.cancelled), place: unsettled(seen) },
    { ...exact('payments captured', paid, counted.payments.captured), place: because(paymentsPlace(seen)) },
    { ...exact('payments declined', declined, counted.payments.declined), place: because(paymentsPlace(seen)) },
    { ...exact('requests in the logs', requests, logged.requests), place: lostLogs },
    { ...exact('orders in the logs', placed, logged.orders), place: lostLogs },
    {
      ...exact('payments in the logs', between(stored.paid + stored.cancelled, stored.placed), logged.payments),
      place: lostLogs,
    },
    {
      ...exact('requests in the spans', requests, seen.spans),
      place: because(
        seen.lost.spans > 0
          ? `the services dropped ${seen.lost.spans} spans: see telemetry_spans_dropped_total`
          : 'between the services and the collector: see refused and queued spans',
      ),
    },
  ].map(({ place, ...comparison }) => (comparison.agrees ? comparison : { ...comparison, place }));
  return [...judged, tracesKept(seen)];
}

/** A store may forget, and sampling leaves out; every span was counted before. So this tells, and judges nothing. */
function tracesKept({ traces: { asked, found } }: Sightings): Comparison {
  const comparison = exact('slowest requests in the trace store', between(0, asked), found);
  const forgotten = `the others are sampled away (SIGHTLINE_TRACE_SHARE) or forgotten: Zipkin keeps its newest ${keptSpans.toLocaleString('en')} spans`;
  return found < asked ? { ...comparison, note: forgotten } : comparison;
}

const between = (atLeast: number, atMost: number): Expected => ({ atLeast, atMost });

const exact = (what: string, sent: Expected, seen: number) => ({
  what,
  sent,
  seen,
  unit: 'count' as const,
  agrees: seen >= sent.atLeast && seen <= sent.atMost,
});

const near = (what: string, sent: Expected, seen: number) => ({
  ...exact(what, sent, seen),
  agrees: seen >= sent.atLeast * (1 - rateTolerance) && seen <= sent.atMost * (1 + rateTolerance),
});

function latency({ latency: { p95 }, serviceTime, generator }: LoadResult, seen: number) {
  const agrees = Math.abs(p95 - seen) <= Math.max(latencyTolerance.ms, latencyTolerance.share * p95);
  const place =
    p95 - serviceTime.p95 > latencyTolerance.ms
      ? `in the generator: it was late by ${generator.lag.p95.toFixed(0)} ms (p95), so the machine is too busy for it`
      : 'before the order service looks at its clock: connections wait while its event loop is busy';
  return { what: 'p95 of the latency', sent: between(p95, p95), seen, unit: 'ms' as const, agrees, place };
}

const unsettled = ({ stored }: Sightings) =>
  stored.pending > 0
    ? `${stored.pending} orders wait for their payment: outbox, Kafka lag, bank (sightline trace <order>)`
    : 'the payment ended otherwise than its card says: see payments failed, and the bank';

function paymentsPlace({ counted, stored }: Sightings): string {
  if (stored.pending > 0) return `${stored.pending} orders wait for their payment: outbox, Kafka lag, bank`;
  if (counted.payments.failed > 0) return `${counted.payments.failed} payments got no answer from the bank`;
  return 'between the payment service and Prometheus, or somebody else paid meanwhile';
}

const restarted = (services: readonly string[]) =>
  `${services.join(' and ')} started again meanwhile, and counted from 0: what was not scraped before is lost`;
