import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  type Sampler,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';

export interface RecordedSpans {
  /** What has ended so far, oldest first. */
  all(): ReadableSpan[];
  /** @throws when there is not exactly one span of that name. */
  one(name: string): ReadableSpan;
  clear(): void;
}

/** Keeps in memory what would be exported; for tests of code that makes spans. Once per process. */
export function recordSpans(sampler?: Sampler): RecordedSpans {
  const exporter = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor(exporter)];
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors, ...(sampler && { sampler }) }));
  const all = () => exporter.getFinishedSpans();
  return {
    all,
    one: (name) => {
      const [span, ...more] = all().filter((each) => each.name === name);
      if (span && more.length === 0) return span;
      throw new Error(
        `one span '${name}' expected, there are: ${
          all()
            .map((each) => each.name)
            .join(', ') || 'none'
        }`,
      );
    },
    clear: () => exporter.reset(),
  };
}
