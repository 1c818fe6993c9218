/**
 * `npm run bench -w observability`: what telemetry costs per call. What it costs per request: `npm run bench -- overhead`.
 * Figures of one machine at one moment: compare them with each other, not with another day's.
 */

import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { counter, emit, histogram, redactText, withSpan } from '../index';
import { useLogger } from '../logging/current-logger';
import { makeLogger } from '../logging/logger';
import { logEvents, metrics, spans } from '../testing/demo-catalogue';
import { CataloguedExporter } from '../tracing/catalogued-exporter';
import { microsecondsPerCall } from './time-per-call';

function perCall(): void {
  const nowhere: SpanExporter = { export: (_, done) => done({ code: 0 }), shutdown: async () => {} };
  const gate = new CataloguedExporter(nowhere, { taken: () => {} });
  const processor = new BatchSpanProcessor(gate, { maxQueueSize: 2_000_000, scheduledDelayMillis: 60_000 });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));
  useLogger(makeLogger({ destination: { write: () => {} }, level: 'info', base: { 'service.name': 'bench' } }));

  const orders = counter(metrics.ordersTotal);
  const durations = histogram(metrics.httpServerRequestDuration);
  const labels = { http_request_method: 'POST', http_route: '/orders', http_response_status_code: '201' } as const;
  const order = { 'order.id': '018f4e5a-7b1c-7d2e-8f3a-1234567890ab', 'order.total_cents': 4999 } as const;
  const statement = 'insert into "orders" ("id", "total_cents", "status") values ($1, $2, $3) returning "id"';
  const inSpan = (fn: () => void) => () => withSpan(spans.orderPlace, { attributes: order }, fn);

  console.log('per call, in microseconds');
  const measure = (what: string, fn: () => void) =>
    console.log(`  ${what.padEnd(52)} ${microsecondsPerCall(fn).toFixed(2)}`);
  measure('counter.inc', () => orders.inc({ status: 'paid', payment_method: 'card' }));
  measure('histogram.observe', () => durations.observe(labels, 0.02));
  measure(
    'withSpan, two attributes, gate included',
    inSpan(() => {}),
  );
  measure(
    'withSpan and histogram.observe with its exemplar',
    inSpan(() => durations.observe(labels, 0.02)),
  );
  measure('emit, three fields', () => emit(logEvents.orderAccepted, { ...order, 'payment.method': 'card' }));
  measure('redactText, a statement of 90 characters', () => redactText(statement));
  measure('redactText, an id', () => redactText(order['order.id']));
}

perCall();
