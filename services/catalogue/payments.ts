import { counterOf, defineCatalogue, libraryCatalogue, logEventOf, spanOf } from '@sightline/observability/catalogue';
import { orders } from './orders';

const declineReasons = ['card_declined', 'bank_unavailable'] as const;

/** What the payment service decides about an order. */
export const payments = defineCatalogue({
  name: 'payments',
  emittedBy: ['payment'],
  uses: [libraryCatalogue, orders],
  metrics: {
    paymentsTotal: counterOf({
      name: 'ecommerce_payments_total',
      description: 'Payments by their outcome at the gateway',
      unit: '{payment}',
      labels: {
        gateway: ['bank'],
        currency: ['EUR'],
        status: ['captured', 'declined', 'failed', 'refunded'],
      },
    }),
  },
  spans: {
    paymentCharge: spanOf({
      name: 'payment charge',
      description: 'Charges the bank for an order, retries included',
      kind: 'internal',
      attributes: [
        'order.id',
        'payment.id',
        'payment.method',
        'payment.status',
        'payment.decline_reason',
        'error.type',
      ],
    }),
    paymentRefund: spanOf({
      name: 'payment refund',
      description: 'Gives back what was captured for an order that was cancelled',
      kind: 'internal',
      attributes: ['order.id', 'payment.id', 'payment.status', 'error.type'],
    }),
  },
  attributes: {
    'payment.id': { type: 'string', description: 'The payment this work is for; also its idempotency key at the bank' },
    'payment.status': {
      type: 'string',
      description: 'The state the payment has afterwards',
      values: ['pending', 'captured', 'declined', 'cancelled', 'refunding', 'refunded'],
    },
    'payment.decline_reason': { type: 'string', description: 'Why it was declined', values: declineReasons },
  },
  logEvents: {
    paymentCaptured: logEventOf({
      name: 'payment.captured',
      level: 'info',
      message: 'Payment captured',
      description: 'The bank took the money',
      attributes: ['order.id', 'payment.id'],
    }),
    paymentDeclined: logEventOf({
      name: 'payment.declined',
      level: 'warn',
      message: 'Payment declined',
      description: 'The bank refused, or could not be reached in time',
      attributes: ['order.id', 'payment.id', 'payment.decline_reason'],
    }),
    paymentRefunded: logEventOf({
      name: 'payment.refunded',
      level: 'info',
      message: 'Payment refunded',
      description: 'The money was given back because the order was cancelled',
      attributes: ['order.id', 'payment.id'],
    }),
    paymentSkipped: logEventOf({
      name: 'payment.skipped',
      level: 'info',
      message: 'Nothing charged: the order was cancelled before',
      description: 'order.cancelled was seen before order.created was handled',
      attributes: ['order.id'],
    }),
  },
});
