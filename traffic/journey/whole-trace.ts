import type { Trace } from '@sightline/stores';
import { readTrace, type Stored, spanTree, type Waited, type WaitOptions, waitUntil } from '@sightline/stores';
import type { OrderApi } from '../order-api';
import { isFinal, type Order } from '../shop';
import { findHops } from './order-journey';

/** Waits until the order has reached its final state; its last known state when it does not in time. */
export async function finalOrder(
  id: string,
  { orders }: { readonly orders: OrderApi },
  wait: number | WaitOptions,
): Promise<Waited<Order>> {
  let last: Order | undefined;
  const waited = await waitUntil(
    async () => {
      last = (await orders.order(id)).body ?? last;
      return last && isFinal(last) ? last : undefined;
    },
    typeof wait === 'number' ? { withinMs: wait } : wait,
  );
  return { value: waited.value ?? last, ms: waited.ms };
}

/** Waits until the trace of a paid order holds every hop; what there is of it when it never does. */
export async function wholeTrace(traceId: string, stored: Stored, withinMs: number): Promise<Waited<Trace>> {
  let last: Trace | undefined;
  const waited = await waitUntil(
    async () => {
      last = (await readTrace(traceId, stored)) ?? last;
      return last && isWhole(last) ? last : undefined;
    },
    { withinMs, everyMs: 100 },
  );
  return { value: waited.value ?? last, ms: waited.ms };
}

function isWhole(trace: Trace): boolean {
  const tree = spanTree(trace);
  return tree.orphans.length === 0 && findHops(tree).every(({ node }) => node !== undefined);
}
