import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, ConsoleSpanExporter, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { TelemetrySettings } from '../settings/settings';
import { CataloguedExporter } from './catalogued-exporter';
import { doorPropagator } from './door-propagator';
import { instrumentations } from './instrumentations';
import { severalExporters } from './several-exporters';
import { SpanQueue } from './span-queue';

/** Starts the SDK for traces; sampler, limits, batching, propagators and endpoints come from the OTEL_* variables. */
export function startTracing(settings: TelemetrySettings): NodeSDK {
  const exporters = settings.exporters.map((exporter) => exporterOf(exporter, settings.protocol));
  const queue = new SpanQueue(settings.maxQueueSize);
  const sdk = new NodeSDK({
    resource: resourceFromAttributes(settings.resource),
    autoDetectResources: false,
    textMapPropagator: doorPropagator(settings.propagators),
    // Without a processor there would be no tracer, and no trace ids for the logs.
    spanProcessors: [
      queue,
      ...(exporters.length > 0
        ? [new BatchSpanProcessor(new CataloguedExporter(severalExporters(exporters), queue, settings))]
        : []),
    ],
    spanLimits: settings.spanLimits,
    instrumentations: instrumentations(settings.peerServices),
    // Metrics and logs have ways of their own: prom-client for the exemplars, pino for the logs.
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  return sdk;
}

function exporterOf(
  exporter: TelemetrySettings['exporters'][number],
  protocol: TelemetrySettings['protocol'],
): SpanExporter {
  if (exporter === 'console') return new ConsoleSpanExporter();
  switch (protocol) {
    case 'grpc':
      return new GrpcExporter();
    case 'http/protobuf':
      return new ProtobufExporter();
    case 'http/json':
      return new JsonExporter();
  }
}
