/** Preloaded: OpenTelemetry's SDK as its documentation has it, with the four instrumentations that we use, at their defaults. */
import { isMainThread } from 'node:worker_threads';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK } from '@opentelemetry/sdk-node';

// Exporters and readers come from the OTEL_* variables, as they do in auto-instrumentation.
if (isMainThread)
  new NodeSDK({
    instrumentations: [
      new HttpInstrumentation(),
      new UndiciInstrumentation(),
      new PgInstrumentation(),
      new KafkaJsInstrumentation(),
    ],
  }).start();
