import { z } from 'zod';
import { sampleValue } from './sample-value';

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** One series over time. */
export interface Series {
  readonly labels: Labels;
  readonly points: readonly Point[];
}

export interface Point {
  /** Seconds since 1970. */
  readonly time: number;
  readonly value: number;
}

export interface Range {
  readonly since: Date;
  readonly until: Date;
  readonly stepSeconds: number;
}

export const labelsSchema = z.record(z.string(), z.string());
const pointSchema = z.tuple([z.number(), z.string()]);

/** Values of a query at one moment. A number alone is a sample without labels; native histograms are left out. */
export const samplesSchema = z
  .discriminatedUnion('resultType', [
    z.object({
      resultType: z.literal('vector'),
      result: z.array(z.object({ metric: labelsSchema, value: pointSchema.optional() })),
    }),
    z.object({ resultType: z.literal('scalar'), result: pointSchema }),
  ])
  .transform((data): Sample[] => {
    const values = data.resultType === 'vector' ? data.result : [{ metric: {}, value: data.result }];
    return values.flatMap(({ metric, value }) => (value ? [{ labels: metric, value: sampleValue(value[1]) }] : []));
  });

/** A query at every step of a range; a series has points only where it has a value. */
export const seriesSchema = z
  .object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labelsSchema, values: z.array(pointSchema).default([]) })),
  })
  .transform(({ result }): Series[] =>
    result.map(({ metric, values }) => ({
      labels: metric,
      points: values.map(([time, value]) => ({ time, value: sampleValue(value) })),
    })),
  );

/** As Prometheus and Loki wrap what they answer. */
export const dataOf = <Output>(schema: z.ZodType<Output>) => z.object({ data: schema }).transform(({ data }) => data);
