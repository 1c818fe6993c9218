import { ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';

/** One exporter for several: each gets every span, and all have to take it. Spans are cleaned, and counted, once. */
export function severalExporters(exporters: readonly SpanExporter[]): SpanExporter {
  const [only, ...others] = exporters;
  if (only && others.length === 0) return only;
  return {
    export(spans, done) {
      let left = exporters.length;
      let failure: Error | undefined;
      let failed = false;
      for (const exporter of exporters) {
        exporter.export(spans, ({ code, error }) => {
          failed ||= code !== ExportResultCode.SUCCESS;
          failure ??= error;
          if (--left > 0) return;
          done({
            code: failed ? ExportResultCode.FAILED : ExportResultCode.SUCCESS,
            ...(failure && { error: failure }),
          });
        });
      }
    },
    async shutdown() {
      await Promise.all(exporters.map((exporter) => exporter.shutdown()));
    },
    async forceFlush() {
      await Promise.all(exporters.map((exporter) => exporter.forceFlush?.()));
    },
  };
}
