import type { Incident } from './incident';

export const lostTraceContext: Incident = {
  name: 'lost-trace-context',
  title: 'The trace breaks at Kafka',
  explanation:
    'Messages are sent without their headers, as by a client that is not instrumented or a bridge that copies ' +
    'only keys and values. Whatever follows begins a trace of its own: the order and its payment are no longer ' +
    'found under one ID, and the share of telemetry that joins falls.',
  cause: { kind: 'flag', flag: 'lost-trace-context' },
  load: { request: 'order', perSecond: 3 },
  symptom: {
    alerts: ['TraceContextLost'],
    panel: { dashboard: 'sightline-telemetry-pipeline', panel: 'Correlation score' },
    evidence: {
      signal: 'log',
      query: '{service_name="payment"} | event="message.without_context"',
      message: 'The hop at which it was lost: who read a message without context, and which',
    },
    withinSeconds: 120,
  },
  mend:
    "Let the sender put traceparent into each record's headers (publishRecords does), and every hop between pass " +
    'headers on.',
};
