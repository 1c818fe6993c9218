import { TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { metrics } from '../catalogue/library';
import { counter } from '../metrics/counter';
import type { DeliveryWatch } from './catalogued-exporter';

/**
 * Knows what the batch processor's queue holds, by counting what goes in and what comes out: the processor drops spans
 * silently when it is full, and a loss that is not counted cannot be alerted on.
 */
export class SpanQueue implements SpanProcessor, DeliveryWatch {
  #waiting = 0;

  constructor(private readonly capacity: number) {}

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    if (!(span.spanContext().traceFlags & TraceFlags.SAMPLED)) return;
    counter(metrics.spansEnded).inc({});
    if (this.#waiting < this.capacity) this.#waiting++;
    else counter(metrics.spansDropped).inc({ reason: 'queue_full' });
  }

  taken(spans: number): void {
    this.#waiting -= spans;
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}
