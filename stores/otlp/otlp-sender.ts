import { z } from 'zod';
import type { About, Answering } from '../http/about';
import type { Place } from '../http/access';
import { Backend } from '../http/backend';
import { BackendError } from '../http/backend-error';

export type OtlpSignal = 'traces' | 'logs' | 'metrics';

const count = z.coerce.number().default(0);
const answerSchema = z.object({
  partialSuccess: z
    .object({
      rejectedSpans: count,
      rejectedLogRecords: count,
      rejectedDataPoints: count,
      errorMessage: z.string().default(''),
    })
    .optional(),
});

/**
 * Sends telemetry as an SDK does: OTLP over HTTP, in JSON, to a collector or to a store that takes it.
 * https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export class OtlpSender implements Answering {
  readonly #backend: Backend;

  /** @param place what `OTEL_EXPORTER_OTLP_ENDPOINT` would be: the paths of the signals come after it */
  constructor(place: Place, name = 'OTLP receiver') {
    this.#backend = new Backend(name, place);
  }

  /** By a message that holds nothing. */
  about(): Promise<About> {
    return this.#backend.clockOf('/v1/traces', { resourceSpans: [] });
  }

  /**
   * Sends one message, once: TracesData, LogsData or MetricsData.
   *
   * @throws {BackendError} also when the receiver did not take all of it.
   */
  async send(signal: OtlpSignal, message: object): Promise<void> {
    const answer = await this.#backend.post(`/v1/${signal}`, message, answerSchema);
    const partialSuccess = answer?.partialSuccess;
    if (!partialSuccess) return;
    const { rejectedSpans, rejectedLogRecords, rejectedDataPoints, errorMessage } = partialSuccess;
    const rejected = rejectedSpans + rejectedLogRecords + rejectedDataPoints;
    if (rejected === 0) return;
    const { name, url } = this.#backend;
    const problem = `${name} at ${url} did not take ${rejected} of the ${signal}: ${errorMessage || 'it does not say why'}`;
    throw new BackendError('BACKEND_REFUSED', name, problem);
  }
}
