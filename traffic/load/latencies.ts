import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import { z } from 'zod';

export const latencySummary = z.object({
  count: z.int(),
  p50: z.number(),
  p90: z.number(),
  p95: z.number(),
  p99: z.number(),
  p999: z.number(),
  max: z.number(),
  mean: z.number(),
});

/** Milliseconds. */
export type LatencySummary = z.infer<typeof latencySummary>;

const longestMicros = 600_000_000;

/** Every latency that was measured, to three digits, in a HdrHistogram of microseconds. */
export class Latencies {
  readonly #micros: Histogram;

  constructor(micros: Histogram = build({ highestTrackableValue: longestMicros, numberOfSignificantValueDigits: 3 })) {
    this.#micros = micros;
  }

  record(ms: number): void {
    this.#micros.recordValue(Math.min(longestMicros, Math.max(0, Math.round(ms * 1000))));
  }

  /** The value that this share of all, from 0 to 1, does not exceed; 0 when there are none. */
  at(share: number): number {
    // The histogram answers with the upper end of the bucket, which may lie above all that was recorded.
    return Math.min(this.#micros.getValueAtPercentile(share * 100), this.#micros.maxValue) / 1000;
  }

  get summary(): LatencySummary {
    const { totalCount: count, mean, maxValue } = this.#micros;
    return {
      count,
      p50: this.at(0.5),
      p90: this.at(0.9),
      p95: this.at(0.95),
      p99: this.at(0.99),
      p999: this.at(0.999),
      max: maxValue / 1000,
      mean: mean / 1000,
    };
  }

  /** HdrHistogram's own compressed form, which its tools in every language read. */
  encoded(): string {
    return encodeIntoCompressedBase64(this.#micros);
  }

  static decoded(text: string): Latencies {
    return new Latencies(decodeFromCompressedBase64(text));
  }
}
