import {
  counterOf,
  defineCatalogue,
  gaugeOf,
  histogramOf,
  libraryCatalogue,
  logEventOf,
  open,
  spanOf,
} from '@sightline/observability/catalogue';

const paymentMethod = ['card', 'paypal', 'bank_transfer'] as const;
const currency = ['EUR'] as const;

/** An order's way from the cart to its final state. */
export const orders = defineCatalogue({
  name: 'orders',
  emittedBy: ['order'],
  uses: [libraryCatalogue],
  metrics: {
    ordersTotal: counterOf({
      name: 'ecommerce_orders_total',
      description:
        'Orders that entered a state; every accepted order is counted once as pending and once in its final state',
      unit: '{order}',
      labels: { status: ['pending', 'paid', 'cancelled'], payment_method: paymentMethod },
    }),
    orderCompletionDuration: histogramOf({
      name: 'ecommerce_order_completion_duration_seconds',
      description: 'Time from accepting an order to its final state, across both services',
      unit: 's',
      labels: { outcome: ['paid', 'cancelled'] },
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60],
    }),
    orderCancellations: counterOf({
      name: 'ecommerce_order_cancellations_total',
      description: 'Cancelled orders by reason',
      unit: '{order}',
      labels: { reason: ['payment_declined', 'payment_timeout', 'customer_request'] },
    }),
    revenue: counterOf({
      name: 'ecommerce_revenue_total',
      description: 'Value of paid orders in major units of the currency',
      unit: '{currency}',
      labels: { currency },
    }),
    activeUsers: gaugeOf({
      name: 'ecommerce_active_users',
      description: 'Different sessions (x-session-id) seen in the last five minutes',
      unit: '{user}',
    }),
    avgCartValue: gaugeOf({
      name: 'ecommerce_avg_cart_value',
      description: 'Mean value of the open carts in major units of the currency',
      unit: '{currency}',
      labels: { currency },
    }),
    productViews: counterOf({
      name: 'ecommerce_product_views_total',
      description: 'Product pages that were asked for',
      unit: '{view}',
      labels: { sku: open(64, 'BEA-001') },
    }),
    cacheRequests: counterOf({
      name: 'cache_requests_total',
      description: 'Values asked of a cache: it had them, somebody was loading them already, or they had to be loaded',
      unit: '{request}',
      labels: { cache_name: ['products', 'product'], result: ['hit', 'shared', 'load'] },
    }),
    cacheDuplicateLoads: counterOf({
      name: 'cache_duplicate_loads_total',
      description:
        'Values loaded while somebody else was loading the same: none, unless a cache lets everybody in at once',
      unit: '{load}',
      labels: { cache_name: ['products', 'product'] },
    }),
    cartAdditions: counterOf({
      name: 'ecommerce_cart_additions_total',
      description: 'Lines put into carts',
      unit: '{item}',
    }),
    idempotentReplays: counterOf({
      name: 'ecommerce_idempotent_replays_total',
      description: 'Requests answered from an earlier one with the same Idempotency-Key',
      unit: '{request}',
      labels: { outcome: ['replayed', 'conflict'] },
    }),
  },
  spans: {
    orderPlace: spanOf({
      name: 'order place',
      description: 'Prices the items and stores order and event in one transaction',
      kind: 'internal',
      attributes: ['order.id', 'order.total_cents', 'order.items', 'payment.method', 'error.type'],
    }),
    orderSettle: spanOf({
      name: 'order settle',
      description: 'Brings an order to its final state after an answer from payment',
      kind: 'internal',
      attributes: ['order.id', 'order.status', 'order.cancel_reason', 'error.type'],
    }),
    orderCancel: spanOf({
      name: 'order cancel',
      description: 'Cancels an order at the wish of the customer',
      kind: 'internal',
      attributes: ['order.id', 'order.status', 'order.cancel_reason', 'error.type'],
    }),
    orderTimeout: spanOf({
      name: 'order time out',
      description: 'Closes an order whose payment never answered; continues the trace that placed it',
      kind: 'internal',
      attributes: ['order.id', 'order.status', 'order.cancel_reason', 'error.type'],
    }),
  },
  attributes: {
    'order.id': { type: 'string', description: 'The order this work is for' },
    'product.sku': { type: 'string', description: 'The product' },
    'order.status': {
      type: 'string',
      description: 'The state the order has afterwards',
      values: ['pending', 'paid', 'cancelled'],
    },
    'order.total_cents': { type: 'int', description: 'The price of the whole order in minor units' },
    'order.items': { type: 'int', description: 'How many lines the order has' },
    'order.cancel_reason': {
      type: 'string',
      description: 'Why it was cancelled',
      values: ['payment_declined', 'payment_timeout', 'customer_request'],
    },
    'payment.method': { type: 'string', description: 'How it is paid', values: paymentMethod },
  },
  logEvents: {
    productShown: logEventOf({
      name: 'product.shown',
      level: 'info',
      message: 'Product shown in a list',
      description: 'What customers get to see; a few of many are enough, so the rest is suppressed and counted',
      attributes: ['product.sku'],
      atMost: { perSecond: 0.5, burst: 5 },
    }),
    orderAccepted: logEventOf({
      name: 'order.accepted',
      level: 'info',
      message: 'Order accepted',
      description: 'The order and its event are committed',
      attributes: ['order.id', 'order.total_cents', 'order.items', 'payment.method'],
    }),
    orderReplayed: logEventOf({
      name: 'order.replayed',
      level: 'info',
      message: 'Answered from an earlier request with the same idempotency key',
      description: 'Nothing was done again',
      attributes: ['order.id'],
    }),
    orderPaid: logEventOf({
      name: 'order.paid',
      level: 'info',
      message: 'Order paid',
      description: 'The final state of an order that went well',
      attributes: ['order.id', 'order.total_cents'],
    }),
    orderCancelled: logEventOf({
      name: 'order.cancelled',
      level: 'warn',
      alsoAt: ['info'],
      message: 'Order cancelled',
      description:
        'The final state of an order that was declined, timed out (warn) or was taken back by the customer (info)',
      attributes: ['order.id', 'order.cancel_reason'],
    }),
  },
});
