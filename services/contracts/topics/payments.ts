import { z } from 'zod';
import { centsSchema, currencySchema } from '../money';
import { envelope, type Topic } from '../topic';

export const declineReasonSchema = z.enum(['card_declined', 'bank_unavailable']);
export type DeclineReason = z.infer<typeof declineReasonSchema>;

const payment = { ...envelope, paymentId: z.uuid(), amountCents: centsSchema, currency: currencySchema };

const paymentCapturedSchema = z.object({ ...payment, type: z.literal('payment.captured') });
export type PaymentCaptured = z.infer<typeof paymentCapturedSchema>;

const paymentDeclinedSchema = z.object({
  ...payment,
  type: z.literal('payment.declined'),
  reason: declineReasonSchema,
});
export type PaymentDeclined = z.infer<typeof paymentDeclinedSchema>;

const paymentRefundedSchema = z.object({ ...payment, type: z.literal('payment.refunded') });
export type PaymentRefunded = z.infer<typeof paymentRefundedSchema>;

export type PaymentEvent = PaymentCaptured | PaymentDeclined | PaymentRefunded;

/** What happens to the money of orders, told by the payment service. */
export const paymentsTopic: Topic<PaymentEvent> = {
  name: 'sightline.payments.v1',
  partitions: 6,
  schema: z.discriminatedUnion('type', [paymentCapturedSchema, paymentDeclinedSchema, paymentRefundedSchema]),
  key: (event) => event.orderId,
};
