import type { Incident } from './incident';

export const poisonMessage: Incident = {
  name: 'poison-message',
  title: 'A message nobody can read',
  explanation:
    'Messages are cut off on their way: no JSON any more. A reader that tried again and again would hold up all ' +
    'that comes after; here what cannot be read is set aside with its reason and its trace. The order behind it ' +
    'gets no answer and is cancelled after its time.',
  cause: { kind: 'flag', flag: 'poison-message' },
  load: { request: 'order', perSecond: 2 },
  symptom: {
    alerts: ['DeadLetters', 'CheckoutCompletionBudgetBurn'],
    slo: 'checkout-completion',
    panel: { dashboard: 'sightline-kafka', panel: 'Dead letters' },
    evidence: {
      signal: 'log',
      query: '{service_name="payment"} | event="message.dead_lettered" | dead_letter_reason="malformed"',
      message: 'Messages are set aside as malformed, each with the trace it belongs to',
    },
    withinSeconds: 120,
  },
  mend:
    'Mend the producer, then look with `sightline dlq list` and send again with `sightline dlq replay` what can ' +
    'be sent again.',
};
