import type { Trace } from '@sightline/stores';
import { type Stored } from '@sightline/stores';
import type { Order } from '@sightline/traffic';
import { finalOrder, placeOrder, wholeTrace } from '@sightline/traffic';
import { CliError } from '../cli-error';
import type { Connections } from '../connections';

export interface FirstTrace {
  readonly order: Order;
  /** Undefined when it could not be found. */
  readonly trace: Trace | undefined;
  readonly links: Readonly<Record<string, string>>;
  /** From the start of this process until the whole trace could be read. */
  readonly seconds: number;
}

/**
 * Proves the platform the way its user will use it: one order, followed by its trace through everything.
 *
 * @param logs whether there is a log store to ask already; without, the trace comes without its lines.
 */
export async function firstTrace(connections: Connections, { logs }: { logs: boolean }): Promise<FirstTrace> {
  const { order, refusal } = await placeOrder(connections.shop.orders, { token: 'tok_ok' });
  if (order === undefined) throw new CliError('ORDER_REFUSED', `The first order was not taken: ${refusal}`);
  const { value: final = order } = await finalOrder(order.id, connections.shop, 30_000);
  const stored: Stored = logs ? connections : { traces: connections.traces };
  const { value: trace } = await wholeTrace(order.traceId, stored, 30_000);
  return { order: final, trace, links: connections.links(order.traceId), seconds: performance.now() / 1000 };
}
