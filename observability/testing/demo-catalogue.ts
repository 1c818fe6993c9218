import { counterOf, logEventOf, spanOf } from '../catalogue/declare';
import { composeCatalogues, defineCatalogue } from '../catalogue/define';
import { libraryCatalogue } from '../catalogue/library';

const operation = ['charge', 'refund'] as const;

/** What the service of the tests emits. */
const demo = defineCatalogue({
  name: 'demo',
  uses: [libraryCatalogue],
  metrics: {
    ordersTotal: counterOf({
      name: 'demo_orders_total',
      description: 'Orders that entered a state',
      unit: '{order}',
      labels: { status: ['pending', 'paid'], payment_method: ['card', 'paypal'] },
    }),
    elsewhere: counterOf({
      name: 'demo_elsewhere_total',
      description: 'Another service counts it',
      unit: '{thing}',
      emittedBy: ['elsewhere'],
    }),
  },
  spans: {
    orderPlace: spanOf({
      name: 'order place',
      description: 'Takes an order',
      kind: 'internal',
      attributes: ['order.id', 'order.total_cents', 'error.type'],
    }),
    orderSettle: spanOf({
      name: 'order settle',
      description: 'Brings it to its end',
      kind: 'internal',
      attributes: ['order.id', 'order.status', 'order.cancel_reason', 'error.type'],
    }),
    orderCancel: spanOf({
      name: 'order cancel',
      description: 'Takes it back',
      kind: 'internal',
      attributes: ['order.id', 'error.type'],
    }),
    orderWait: spanOf({
      name: 'order wait',
      description: 'The time in which nothing happened to it',
      kind: 'internal',
      attributes: ['order.id'],
    }),
    bankAttempt: spanOf({
      name: 'bank {bank.operation}',
      description: 'One attempt at the bank',
      kind: 'internal',
      attributes: ['bank.operation', 'order.id', 'error.type'],
    }),
    messageAttempt: spanOf({
      name: 'handle {event.type}',
      description: 'One attempt to handle a message',
      kind: 'internal',
      attributes: ['event.type', 'order.id', 'error.type'],
    }),
  },
  attributes: {
    'order.id': { type: 'string', description: 'The order this work is for' },
    'order.total_cents': { type: 'int', description: 'Its price in minor units' },
    'order.status': { type: 'string', description: 'The state it has afterwards', values: ['pending', 'paid'] },
    'order.cancel_reason': { type: 'string', description: 'Why it was taken back', values: ['customer_request'] },
    'payment.method': { type: 'string', description: 'How it is paid', values: ['card', 'paypal'] },
    'bank.operation': { type: 'string', description: 'What the bank is asked for', values: operation },
  },
  logEvents: {
    orderAccepted: logEventOf({
      name: 'order.accepted',
      level: 'info',
      message: 'Order accepted',
      description: 'It is stored',
      attributes: ['order.id', 'order.total_cents', 'payment.method'],
    }),
  },
});

export const { metrics, spans, logEvents } = composeCatalogues('all of the demo', demo, libraryCatalogue);
