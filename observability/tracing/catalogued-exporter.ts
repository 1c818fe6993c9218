import type { Attributes } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { isDeclaredAttribute } from '../catalogue/define';
import { metrics } from '../catalogue/library';
import { counter } from '../metrics/counter';
import { redactText, redactValue } from '../redaction/redact';

export interface GateOptions {
  /** Whether attributes that no catalogue declares leave all the same, redacted; they are counted either way. */
  readonly keepUndeclared: boolean;
}

export interface DeliveryWatch {
  /** Called with each batch that leaves the queue. */
  taken(spans: number): void;
}

/**
 * The gate every span passes on its way out: attributes that no catalogue knows stay here (unless they are to be kept), what is
 * secret or personal is replaced, and deliveries are counted. Work is done per batch, off the request's path.
 */
export class CataloguedExporter implements SpanExporter {
  constructor(
    private readonly next: SpanExporter,
    private readonly watch: DeliveryWatch,
    private readonly options: GateOptions = { keepUndeclared: false },
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.watch.taken(spans.length);
    for (const span of spans) cleanSpan(span, this.options);
    this.next.export(spans, ({ code }) => {
      if (code === ExportResultCode.SUCCESS) counter(metrics.spansExported).inc({}, spans.length);
      else counter(metrics.spansDropped).inc({ reason: 'export_failed' }, spans.length);
      // The failure is told and counted; passing it on would have the SDK print it for every batch.
      done({ code: ExportResultCode.SUCCESS });
    });
  }

  shutdown(): Promise<void> {
    return this.next.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.next.forceFlush?.();
  }
}

/** Changes the span in place: it has ended, and nobody else reads it any more. */
function cleanSpan(span: ReadableSpan, options: GateOptions): void {
  cleanAttributes(span.attributes, options);
  for (const event of span.events) if (event.attributes) cleanAttributes(event.attributes, options);
  for (const link of span.links) if (link.attributes) cleanAttributes(link.attributes, options);
  if (span.status.message) (span.status as { message: string }).message = redactText(span.status.message);
  (span as { name: string }).name = redactText(span.name);
}

function cleanAttributes(values: Attributes, { keepUndeclared }: GateOptions): void {
  for (const key of Object.keys(values)) {
    if (!isDeclaredAttribute(key)) {
      counter(metrics.attributesUndeclared).inc({ outcome: keepUndeclared ? 'kept' : 'dropped' });
      if (!keepUndeclared) {
        delete values[key];
        continue;
      }
    }
    const value = values[key];
    const clean = redactValue(key, value);
    if (clean === value) continue;
    values[key] = clean;
    counter(metrics.valuesRedacted).inc({ signal: 'traces' });
  }
}
