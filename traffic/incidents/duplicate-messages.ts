import type { Incident } from './incident';

export const duplicateMessages: Incident = {
  name: 'duplicate-messages',
  title: 'Messages come twice',
  explanation:
    'The relay sends every message twice, as a producer does that tries again after an answer it did not get. ' +
    'Kafka keeps both, and delivery is at least once anyway: whoever reads must recognise what he has handled. ' +
    'Here the inbox does, so no card is charged twice; the work of reading doubles all the same.',
  cause: { kind: 'flag', flag: 'duplicate-messages' },
  load: { request: 'order', perSecond: 3 },
  symptom: {
    alerts: ['DuplicateMessages'],
    panel: { dashboard: 'sightline-kafka', panel: 'Retries, duplicates, dead letters' },
    evidence: {
      signal: 'log',
      query: '{service_name="payment"} | event="message.duplicate"',
      message: 'Events with an id that was handled before',
    },
    withinSeconds: 120,
  },
  mend:
    'Make the producer idempotent and see why it sends again. The inbox (a unique key in the transaction of the ' +
    'effects) stays, whatever the producer does.',
};
