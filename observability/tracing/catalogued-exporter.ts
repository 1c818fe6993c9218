import { type Attributes, context, ROOT_CONTEXT } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { attributes as declared, logEvents, metrics } from '../catalogue/index';
import { emit } from '../logging/emit';
import { counter } from '../metrics/counter';
import { redactText, redactValue } from '../redaction/redact';

export interface DeliveryWatch {
  /** Called with each batch that leaves the queue. */
  taken(spans: number): void;
}

/**
 * The gate every span passes on its way out: attributes the catalogue does not know stay here, what is secret or
 * personal is replaced, and deliveries are counted. Work is done per batch, off the request's path.
 */
export class CataloguedExporter implements SpanExporter {
  #failing = false;

  constructor(
    private readonly next: SpanExporter,
    private readonly watch: DeliveryWatch,
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.watch.taken(spans.length);
    for (const span of spans) cleanSpan(span);
    this.next.export(spans, (result) => {
      // Batches leave on a timer that some request happened to start; what is told about them is not about that request.
      context.with(ROOT_CONTEXT, () => this.#tell(result, spans.length));
      // The failure is told and counted; passing it on would have the SDK print it for every batch.
      done({ code: ExportResultCode.SUCCESS });
    });
  }

  #tell({ code, error }: ExportResult, spans: number): void {
    const delivered = code === ExportResultCode.SUCCESS;
    if (delivered) counter(metrics.spansExported).inc({}, spans);
    else counter(metrics.spansDropped).inc({ reason: 'export_failed' }, spans);
    if (delivered !== this.#failing) return;
    this.#failing = !delivered;
    emit(delivered ? logEvents.exportRecovered : logEvents.exportFailing, {}, error);
  }

  shutdown(): Promise<void> {
    return this.next.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.next.forceFlush?.();
  }
}

const isDeclared = (key: string) => Object.hasOwn(declared, key);

/** Changes the span in place: it has ended, and nobody else reads it any more. */
export function cleanSpan(span: ReadableSpan): void {
  cleanAttributes(span.attributes);
  for (const event of span.events) if (event.attributes) cleanAttributes(event.attributes);
  for (const link of span.links) if (link.attributes) cleanAttributes(link.attributes);
  if (span.status.message) (span.status as { message: string }).message = redactText(span.status.message);
  (span as { name: string }).name = redactText(span.name);
}

function cleanAttributes(values: Attributes): void {
  for (const key of Object.keys(values)) {
    if (!isDeclared(key)) {
      delete values[key];
      counter(metrics.attributesUndeclared).inc({});
      continue;
    }
    const value = values[key];
    const clean = redactValue(key, value);
    if (clean === value) continue;
    values[key] = clean;
    counter(metrics.valuesRedacted).inc({ signal: 'traces' });
  }
}
