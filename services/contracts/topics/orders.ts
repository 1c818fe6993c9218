import { z } from 'zod';
import { centsSchema, currencySchema, paymentMethodSchema } from '../money';
import { envelope, type Topic } from '../topic';

export const cancelReasonSchema = z.enum(['payment_declined', 'payment_timeout', 'customer_request']);
export type CancelReason = z.infer<typeof cancelReasonSchema>;

const orderCreatedSchema = z.object({
  ...envelope,
  type: z.literal('order.created'),
  totalCents: centsSchema,
  currency: currencySchema,
  paymentMethod: paymentMethodSchema,
  /** Stands for the customer's means of payment; as secret as a password. */
  paymentToken: z.string().min(1).max(200),
});
export type OrderCreated = z.infer<typeof orderCreatedSchema>;

const orderCancelledSchema = z.object({
  ...envelope,
  type: z.literal('order.cancelled'),
  reason: cancelReasonSchema,
});
export type OrderCancelled = z.infer<typeof orderCancelledSchema>;

export type OrderEvent = OrderCreated | OrderCancelled;

/** What happens to orders, told by the order service. */
export const ordersTopic: Topic<OrderEvent> = {
  name: 'sightline.orders.v1',
  partitions: 6,
  schema: z.discriminatedUnion('type', [orderCreatedSchema, orderCancelledSchema]),
  key: (event) => event.orderId,
};
