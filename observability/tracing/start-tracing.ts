import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, ConsoleSpanExporter, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { TelemetrySettings } from '../settings/settings';
import { CataloguedExporter } from './catalogued-exporter';
import { doorPropagator } from './door-propagator';
import { InsistingExporter } from './insisting-exporter';
import { instrumentations } from './instrumentations';
import { severalExporters } from './several-exporters';
import { SpanQueue } from './span-queue';
import { traceServers } from './trace-servers';

/** Long enough for any: an exporter that insists ends each export by itself. */
const endless = 2 ** 31 - 1;

export interface Tracing {
  /** Resolves when all spans are delivered, or given up. */
  shutdown(): Promise<void>;
  /** Fails what is not delivered yet: there is no more time. */
  giveUp(): void;
}

/**
 * Starts the SDK for traces; sampler, limits, batching, propagators and endpoints come from the OTEL_* variables.
 *
 * @public loaded when telemetry starts, not before
 */
export function startTracing(settings: TelemetrySettings): Tracing {
  const exporters = settings.exporters.map((exporter) =>
    exporter === 'console'
      ? new ConsoleSpanExporter()
      : new InsistingExporter(otlpExporter(settings.protocol), settings.exportTimeout),
  );
  const queue = new SpanQueue(settings.maxQueueSize);
  const sdk = new NodeSDK({
    resource: resourceFromAttributes(settings.resource),
    autoDetectResources: false,
    textMapPropagator: doorPropagator(settings.propagators),
    // Without a processor there would be no tracer, and no trace ids for the logs.
    spanProcessors: [
      queue,
      ...(exporters.length > 0
        ? [
            new BatchSpanProcessor(new CataloguedExporter(severalExporters(exporters), queue, settings), {
              exportTimeoutMillis: endless,
            }),
          ]
        : []),
    ],
    spanLimits: settings.spanLimits,
    instrumentations: instrumentations(settings.peerServices),
    // Metrics and logs have ways of their own: prom-client for the exemplars, pino for the logs.
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  traceServers();
  return {
    shutdown: () => sdk.shutdown(),
    giveUp: () => {
      for (const exporter of exporters) if (exporter instanceof InsistingExporter) exporter.giveUp();
    },
  };
}

function otlpExporter(protocol: TelemetrySettings['protocol']): SpanExporter {
  switch (protocol) {
    case 'grpc':
      return new GrpcExporter();
    case 'http/protobuf':
      return new ProtobufExporter();
    case 'http/json':
      return new JsonExporter();
  }
}
