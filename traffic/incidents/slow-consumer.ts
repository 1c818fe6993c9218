import type { Incident } from './incident';

export const slowConsumer: Incident = {
  name: 'slow-consumer',
  title: 'The consumer cannot keep up',
  explanation:
    'Payment takes two seconds for each message. Orders come faster than that, so more and more of them wait in ' +
    'Kafka: nothing fails, nothing is lost, and every customer waits longer than the one before.',
  cause: { kind: 'flag', flag: 'slow-consumer' },
  load: { request: 'order', perSecond: 8 },
  symptom: {
    alerts: ['KafkaConsumerLag', 'CheckoutCompletionBudgetBurn'],
    slo: 'checkout-completion',
    panel: { dashboard: 'sightline-kafka', panel: 'Lag' },
    evidence: {
      signal: 'span',
      query: { service: 'payment', spanName: 'handle order.created', minDurationMs: 1_900 },
      message: 'One message takes two seconds, and none of it in the database or at the bank',
    },
    withinSeconds: 180,
  },
  mend:
    'Take slow work out of the reader (payment only notes what is to be done and does it elsewhere), or add ' +
    'partitions and readers.',
};
