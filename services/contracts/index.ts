export { type Currency, centsSchema, currencySchema, type PaymentMethod, paymentMethodSchema } from './money';
export { deadLetterTopicOf, type EventEnvelope, envelope, eventTypesOf, type Topic } from './topic';
export {
  type CancelReason,
  cancelReasonSchema,
  type OrderCancelled,
  type OrderCreated,
  type OrderEvent,
  ordersTopic,
} from './topics/orders';
export {
  type DeclineReason,
  declineReasonSchema,
  type PaymentCaptured,
  type PaymentDeclined,
  type PaymentEvent,
  type PaymentRefunded,
  paymentsTopic,
} from './topics/payments';
