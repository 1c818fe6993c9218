import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { logEvents } from '../catalogue/library';
import { emit } from '../logging/emit';

/** Between two attempts, doubling. */
const pauseMs = { first: 50, most: 2_000 };

/**
 * Tries again until a batch is taken: OpenTelemetry's exporters give up after ten seconds, and a collector may be away for longer. What
 * comes meanwhile waits in the queue before it, which is what bounds it. Given up is what is refused for good.
 */
export class InsistingExporter implements SpanExporter {
  readonly #givenUp = new AbortController();
  readonly #open = new Set<Promise<unknown>>();
  #failing = false;

  constructor(
    private readonly next: SpanExporter,
    /** Milliseconds an attempt may take, whatever comes of it. */
    private readonly attemptMs: number,
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    const delivery = this.#deliver(spans).then((result) => {
      this.#open.delete(delivery);
      done(result);
    });
    this.#open.add(delivery);
  }

  /** Resolves when what is under way is delivered, or given up. */
  async shutdown(): Promise<void> {
    await Promise.all(this.#open);
    await this.next.shutdown();
  }

  async forceFlush(): Promise<void> {
    await Promise.all(this.#open);
    await this.next.forceFlush?.();
  }

  /** Fails what is not delivered yet: there is no more time. */
  giveUp(): void {
    this.#givenUp.abort();
  }

  async #deliver(spans: ReadableSpan[]): Promise<ExportResult> {
    const { signal } = this.#givenUp;
    for (let pause = pauseMs.first; ; pause = Math.min(pause * 2, pauseMs.most)) {
      const result = await this.#attempt(spans);
      // Batches leave on a timer that some request happened to start; what is told about them is not about that request.
      context.with(ROOT_CONTEXT, () => this.#tell(result));
      if (result.code === ExportResultCode.SUCCESS || isFinal(result.error) || signal.aborted) return result;
      await this.#pause(pause);
      if (signal.aborted) return result;
    }
  }

  /** Ends early when there is no more time; keeps no process from ending. */
  #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#givenUp;
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds).unref();
      signal.addEventListener('abort', end);
    });
  }

  #attempt(spans: ReadableSpan[]): Promise<ExportResult> {
    const { signal } = this.#givenUp;
    return new Promise((resolve) => {
      const fail = (error: Error) => answer({ code: ExportResultCode.FAILED, error });
      const late = setTimeout(() => fail(new Error(`no answer within ${this.attemptMs} ms`)), this.attemptMs).unref();
      const abort = () => fail(new Error('given up'));
      const answer = (result: ExportResult) => {
        clearTimeout(late);
        signal.removeEventListener('abort', abort);
        resolve(result);
      };
      signal.addEventListener('abort', abort);
      try {
        this.next.export(spans, answer);
      } catch (error) {
        fail(new Unsendable('the exporter cannot send this batch', { cause: error }));
      }
    });
  }

  #tell({ code, error }: ExportResult): void {
    const delivered = code === ExportResultCode.SUCCESS;
    if (delivered !== this.#failing) return;
    this.#failing = !delivered;
    emit(delivered ? logEvents.exportRecovered : logEvents.exportFailing, {}, error);
  }
}

/** The statuses below 500 after which a client tries again; all others would be refused again. */
const retriedHttp: readonly number[] = [408, 429];
/** https://opentelemetry.io/docs/specs/otlp/#failures */
const retriedGrpc: readonly number[] = [1, 4, 8, 10, 11, 14, 15];

/** An exporter threw: it would again. */
class Unsendable extends Error {}

/** Whether it is refused for good. A connection that fails has a name for its code, or none. */
function isFinal(error: Error | undefined): boolean {
  if (error instanceof Unsendable) return true;
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code !== 'number') return error?.message === 'Nothing to send';
  if (code < 100) return !retriedGrpc.includes(code);
  return code < 500 && !retriedHttp.includes(code);
}
