import type { Instrumentation } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { countQuery } from './query-count';
import { summarizeQuery } from './query-summary';

/**
 * What is instrumented, one by one: the everything bundle patches forty libraries and costs a small handler most of its
 * throughput. Database and outgoing HTTP only continue a trace: what polls in the background would flood the store.
 *
 * @param peerServices the names of third parties, which cannot say their own, by the `host:port` they are reached at.
 */
export function instrumentations(peerServices: Readonly<Record<string, string>>): Instrumentation[] {
  return [
    // Requests that come are traced by `traceServers`.
    new HttpInstrumentation({ disableIncomingRequestInstrumentation: true, requireParentforOutgoingSpans: true }),
    new UndiciInstrumentation({
      requireParentforSpans: true,
      startSpanHook: ({ origin }) => {
        const peer = peerServices[new URL(origin).host];
        return peer === undefined ? {} : { 'peer.service': peer };
      },
    }),
    new PgInstrumentation({
      requireParentSpan: true,
      ignoreConnectSpans: true,
      requestHook: (span, { query }) => {
        countQuery();
        const { operation, collection, summary } = summarizeQuery(query.text);
        span.updateName(summary);
        span.setAttributes({ 'db.operation.name': operation, 'db.query.summary': summary });
        if (collection) span.setAttribute('db.collection.name', collection);
      },
    }),
    new KafkaJsInstrumentation({
      consumerHook: (span, { message }) => {
        for (const [header, attribute] of [
          ['event-id', 'messaging.message.id'],
          ['event-type', 'event.type'],
        ] as const) {
          const value = message.headers?.[header];
          if (value !== undefined) span.setAttribute(attribute, String(value));
        }
      },
    }),
  ];
}
