import type { Order } from '@sightline/traffic';

/** An order in a few lines, the last of them the command to try next. */
export function orderText(order: Order): string {
  const amount = `${(order.totalCents / 100).toFixed(2)} ${order.currency}`;
  const state = order.cancelReason ? `${order.status} (${order.cancelReason})` : order.status;
  return [
    `order  ${order.id}  ${state}, ${amount} by ${order.paymentMethod}`,
    `trace  ${order.traceId}`,
    `follow it with  sightline trace ${order.id}`,
  ].join('\n');
}
