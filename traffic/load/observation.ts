import { z } from 'zod';

const series = z.object({
  name: z.string(),
  /** Seconds since the start of the run, and the value then. */
  points: z.array(z.tuple([z.number(), z.number()])),
});

/** What the platform had to say of itself while a run went on. */
export const observation = z.object({
  /** In cores; `machine` is all that runs on it. */
  cpu: z.array(series),
  /** In bytes. */
  memory: z.array(series),
  /** In seconds, by what is waited for. */
  waits: z.array(series),
  /** The share of each error budget that was left before and after; negative when more than all of it was spent. */
  slos: z.array(z.object({ id: z.string(), objective: z.number(), budgetBefore: z.number(), budgetAfter: z.number() })),
  /** Alerts that fired, and when: seconds since the start of the run; negative when it fired before. */
  alerts: z.array(
    z.object({ alert: z.string(), severity: z.string(), firedAt: z.number(), endedAt: z.number().optional() }),
  ),
  /** Feature flags that were switched on, and when: seconds since the start of the run; negative when before it. */
  flags: z.array(z.object({ flag: z.string(), onAt: z.number() })).default([]),
  /** Where traces can be looked at: an address with `{traceId}` in it. */
  traceLink: z.string().optional(),
});

export type Observation = z.infer<typeof observation>;
export type ObservedSeries = Observation['cpu'][number];
