import { spans } from '@sightline/observability/catalogue';
import { NotFound, usageError } from '../cli-error';
import type { Connections } from '../connections';

/** What to follow: an id, or a description of the trace that is meant. */
export type Target =
  | { readonly id: string }
  | { readonly newest: 'order' | 'failure' }
  | { readonly slowestSince: Date };

const traceId = /^[0-9a-f]{32}$/i;
const orderId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the trace meant. @throws {NotFound} */
export async function findTrace(target: Target, connections: Connections): Promise<string> {
  if ('id' in target) return byId(target.id, connections);
  if ('newest' in target) return newest(target.newest, connections);
  return slowest(target.slowestSince, connections);
}

async function byId(id: string, connections: Connections): Promise<string> {
  if (traceId.test(id)) return id.toLowerCase();
  if (orderId.test(id)) return traceOfOrder(id.toLowerCase(), connections);
  throw usageError(`"${id}" is neither a trace id (32 hexadecimal digits) nor an order id (a UUID)`);
}

/** The order knows its own trace; if the order service cannot say, the trace store may. */
async function traceOfOrder(id: string, { orders, traces }: Connections): Promise<string> {
  const order = await orders.order(id).catch(() => undefined);
  if (order?.body) return order.body.traceId;
  const [found] = await traces.search({ attributes: { 'order.id': id }, since: daysAgo(7), limit: 20 });
  if (found) return found.traceId;
  throw new NotFound(`no order ${id}: neither the order service nor the trace store knows it`);
}

async function newest(what: 'order' | 'failure', { traces }: Connections): Promise<string> {
  const search = { since: daysAgo(1), limit: 20 };
  const [found] =
    what === 'order'
      ? await traces.search({ ...search, service: 'order', spanName: spans.orderPlace.name })
      : await traces.search({ ...search, failed: true });
  if (found) return found.traceId;
  throw new NotFound(
    what === 'order'
      ? 'no order was traced in the last day: place one with `sightline order create`'
      : 'nothing failed in the last day: `sightline order create --token tok_bank_error` makes something fail',
  );
}

/** Asks for ever shorter spans until some are found: neither store sorts by duration. */
async function slowest(since: Date, { traces }: Connections): Promise<string> {
  for (const minDurationMs of [10_000, 3000, 1000, 300, 100, 30, 10, 1]) {
    const found = await traces.search({ minDurationMs, since, limit: 100 });
    const [longest] = found.sort((a, b) => b.durationNano - a.durationNano);
    if (longest) return longest.traceId;
  }
  throw new NotFound('no traces yet: place an order with `sightline order create`');
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
