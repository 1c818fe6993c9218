import { z } from 'zod';

const rate = z.number().min(0).max(1);

/** How the bank behaves towards tokens that do not say it themselves. A field left out takes its default. */
export const behaviourSchema = z
  .strictObject({
    latencyMs: z
      .strictObject({ p50: z.number().positive().max(60_000), p99: z.number().positive().max(60_000) })
      .refine(({ p50, p99 }) => p50 <= p99, 'p50 must not be above p99')
      .default({ p50: 30, p99: 150 }),
    /** Share of requests answered with 503, nothing booked. */
    failureRate: rate.default(0.01),
    /** Share of charges refused for good. */
    declineRate: rate.default(0.02),
    /** Share of requests that are booked, but never answered: the client cannot know. */
    hangRate: rate.default(0),
  })
  .readonly();

export type Behaviour = z.infer<typeof behaviourSchema>;

const Z99 = 2.326;

/** A latency in milliseconds, log-normal through the behaviour's two percentiles; never above four times p99. */
export function sampleLatency({ p50, p99 }: Behaviour['latencyMs'], random: () => number = Math.random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const sigma = Math.log(p99 / p50) / Z99;
  return Math.min(p50 * Math.exp(sigma * normal), 4 * p99);
}
