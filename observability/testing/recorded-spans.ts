import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  type Sampler,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { doorPropagator } from '../tracing/door-propagator';

export interface RecordedSpans {
  /** What has ended so far, oldest first. */
  all(): ReadableSpan[];
  /** @throws when there is not exactly one span of that name. */
  one(name: string): ReadableSpan;
  clear(): void;
}

let recording: RecordedSpans | undefined;

/** Keeps in memory what would be exported; for tests of code that makes spans. There is one for each process: the first. */
export function recordSpans(sampler?: Sampler): RecordedSpans {
  recording ??= startRecording(sampler);
  return recording;
}

function startRecording(sampler?: Sampler): RecordedSpans {
  const exporter = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor(exporter)];
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(doorPropagator(['tracecontext']));
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
