import { spans } from '@sightline/catalogue';
import { idIn } from '@sightline/stores';
import { NotFound, usageError } from '../cli-error';
import type { Connections } from '../connections';

/** What to follow: text with an id in it, or a description of the trace that is meant. */
export type Target =
  | { readonly id: string }
  | { readonly newest: 'order' | 'trace' | 'failure'; readonly service?: string }
  | { readonly slowestSince: Date; readonly service?: string };

/** The id of the trace meant. @throws {NotFound} */
export async function findTrace(target: Target, connections: Connections): Promise<string> {
  if ('id' in target) return byId(target.id, connections);
  const { service } = target;
  if ('slowestSince' in target) return slowest(target.slowestSince, service, connections);
  if (service !== undefined) return newestOf(service, target.newest === 'failure', connections);
  return target.newest === 'failure' ? newestFailure(connections) : newest(connections);
}

async function byId(pasted: string, connections: Connections): Promise<string> {
  const id = idIn(pasted);
  if (id === undefined) {
    throw usageError(
      `${JSON.stringify(pasted.trim())} holds neither a trace id (32 hexadecimal digits), a traceparent or the address of a trace, nor an order id (a UUID)`,
    );
  }
  const { trace, order, first } = id;
  if (first === 'order')
    return (await traceOfOrder(order, connections)) ?? (await known(trace, connections)) ?? none(order);
  // An id of 32 digits is a trace's, known or not; it is an order's only if that is known.
  return (await known(trace, connections)) ?? (await traceOfOrder(order, connections)) ?? trace;
}

const none = (order: string): never => {
  throw new NotFound(`no order ${order}: neither the shop nor the trace store knows it, nor a trace of this id`);
};

const known = async (trace: string, { traces }: Connections) =>
  ((await traces.spans(trace)) ?? []).length > 0 ? trace : undefined;

/** The order knows its own trace; if the order service cannot say, the trace store may. */
async function traceOfOrder(id: string, connections: Connections): Promise<string | undefined> {
  const { traces } = connections;
  const order = connections.has('shop') ? await connections.shop.orders.order(id).catch(() => undefined) : undefined;
  if (order?.body) return order.body.traceId;
  const [found] = await traces.search({ attributes: { 'order.id': id }, since: daysAgo(7), limit: 20 });
  return found?.traceId;
}

/** The newest order; where there is no shop, the newest trace of any kind. */
async function newest(connections: Connections): Promise<string> {
  const isOurs = connections.has('shop');
  const [found] = await connections.traces.search({
    since: daysAgo(1),
    limit: 20,
    ...(isOurs && { service: 'order', spanName: spans.orderPlace.name }),
  });
  if (found) return found.traceId;
  throw new NotFound(`no ${isOurs ? 'order' : 'trace'} in the last day${isOurs ? orderOne() : ''}`);
}

/** The newest trace of one service, whoever it is. */
async function newestOf(service: string, failed: boolean, { traces }: Connections): Promise<string> {
  const [found] = await traces.search({ since: daysAgo(1), limit: 20, service, ...(failed && { failed }) });
  if (found) return found.traceId;
  throw new NotFound(
    `no ${failed ? 'failed ' : ''}trace of ${service} in the last day: is that its service.name, and where does OTEL_EXPORTER_OTLP_ENDPOINT point?`,
  );
}

async function newestFailure(connections: Connections): Promise<string> {
  const [found] = await connections.traces.search({ since: daysAgo(1), limit: 20, failed: true });
  if (found) return found.traceId;
  throw new NotFound(`nothing failed in the last day${connections.has('shop') ? orderOne('tok_bank_error') : ''}`);
}

/** Asks for ever shorter spans until some are found: no store sorts by duration. */
async function slowest(since: Date, service: string | undefined, connections: Connections): Promise<string> {
  for (const minDurationMs of [10_000, 3000, 1000, 300, 100, 30, 10, 1]) {
    const found = await connections.traces.search({
      minDurationMs,
      since,
      limit: 100,
      ...(service !== undefined && { service }),
    });
    const [longest] = found.sort((a, b) => b.durationNano - a.durationNano);
    if (longest) return longest.traceId;
  }
  throw new NotFound(
    `no traces${service === undefined ? '' : ` of ${service}`} in that time${connections.has('shop') ? orderOne() : ''}`,
  );
}

/** What puts something there, in our own shop. */
const orderOne = (token?: string) => `: \`sightline order create${token ? ` --token ${token}` : ''}\` makes one`;

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
