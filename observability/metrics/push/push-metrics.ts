import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode, suppressTracing } from '@opentelemetry/core';
import { convertLegacyHttpOptions, createOtlpHttpExportDelegate } from '@opentelemetry/otlp-exporter-base/node-http';
import { logEvents } from '../../catalogue/library';
import { emit } from '../../logging/emit';
import type { Resource } from '../../settings/resource';
import { registry } from '../registry';
import { otlpMetricsOf, type ReadMetric } from './otlp-metrics';

export interface PushOptions {
  readonly resource: Resource;
  /** Milliseconds from one time to the next. */
  readonly every: number;
}

/**
 * Sends the metrics of the process by OTLP, again and again; where to, and how to be let in, say the OTEL_EXPORTER_OTLP_* variables. What
 * is not taken is part of what is sent next. Returns what sends the last values.
 */
export function pushMetrics({ resource, every }: PushOptions): () => Promise<void> {
  const startedAt = Date.now() - process.uptime() * 1_000;
  const delegate = createOtlpHttpExportDelegate(
    convertLegacyHttpOptions({}, 'METRICS', 'v1/metrics', { 'Content-Type': 'application/json' }),
    { serializeRequest: (request: object) => Buffer.from(JSON.stringify(request)), deserializeResponse: () => ({}) },
    'otlp_http_metric_exporter',
    { name: 'metric_data_point', countItems: () => 0 },
    undefined,
  );
  let exemplarsSince = startedAt;
  let failing = false;
  let underWay: Promise<void> | undefined;

  const deliver = async (readAt: number): Promise<ExportResult> => {
    const metrics = (await registry.getMetricsAsJSON()) as unknown as ReadMetric[];
    const request = otlpMetricsOf(metrics, { resource, startedAt, readAt, exemplarsSince });
    return new Promise((resolve) => delegate.export(request, resolve));
  };
  const push = async () => {
    const readAt = Date.now();
    const { code, error } = await deliver(readAt).catch((error) => ({ code: ExportResultCode.FAILED, error }));
    const taken = code === ExportResultCode.SUCCESS;
    if (taken) exemplarsSince = readAt;
    if (taken !== failing) return;
    failing = !taken;
    emit(taken ? logEvents.metricsPushRecovered : logEvents.metricsPushFailing, {}, error);
  };
  // One at a time, and about no request: what is told, and asked for, belongs to no trace.
  const inTurn = () => {
    underWay ??= context.with(suppressTracing(ROOT_CONTEXT), push).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const timer = setInterval(() => void inTurn(), every).unref();
  return async () => {
    clearInterval(timer);
    await underWay;
    await inTurn();
    await delegate.shutdown();
  };
}
