import type { Incident } from './incident';

export const outOfOrderMessages: Incident = {
  name: 'out-of-order-messages',
  title: 'Messages overtake each other',
  explanation:
    'Every second message is held back for three seconds, and later ones of the same partition pass it. Kafka ' +
    'keeps the order in which messages are sent; who sends in parallel, or sends again later, gives it up. A ' +
    'cancellation that comes before its order is the classic victim.',
  cause: { kind: 'flag', flag: 'out-of-order-messages' },
  load: { request: 'order', perSecond: 6 },
  symptom: {
    alerts: ['MessagesOutOfOrder'],
    panel: { dashboard: 'sightline-kafka', panel: 'From commit to Kafka (p95)' },
    evidence: {
      signal: 'span',
      query: { service: 'order', spanName: 'outbox wait', minDurationMs: 2_500 },
      message: 'Messages wait seconds in the outbox while later ones are sent',
    },
    withinSeconds: 120,
  },
  mend:
    'Send the messages of one key one after the other (the partitions of the outbox do), and let handlers stand an ' +
    'event that comes too early, as payment does with cancelled_orders.',
};
