/** Sloth's `prometheus/v1` (github.com/slok/sloth, pkg/prometheus/api/v1), all but its plugins. */
import { z } from 'zod';
import { goFloat } from '../go-float';

/** Text, or what YAML 1.1 took for a number or a truth: Sloth prints it back, not always as it was written. */
const text = z
  .union([z.string(), z.boolean(), z.bigint(), z.number()])
  .transform((value) => (typeof value === 'number' ? goFloat(value) : String(value)));

export const slothPercent = z
  .union([z.number(), z.bigint().transform(Number)])
  .pipe(z.number().gt(0).lte(100))
  .describe('Percent, above 0 and up to 100');

const labels = z
  .record(z.string(), text)
  .nullish()
  .transform((given) => given ?? {});

const alert = z
  .strictObject({ disable: z.boolean().optional(), labels, annotations: labels })
  .nullish()
  .transform((given) => given ?? { disable: false, labels: {}, annotations: {} });

const sli = z.strictObject({
  events: z.strictObject({ error_query: z.string(), total_query: z.string() }).nullish(),
  raw: z.strictObject({ error_ratio_query: z.string() }).nullish(),
});

const slo = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  objective: slothPercent,
  labels,
  sli,
  alerting: z.strictObject({
    name: z.string().optional(),
    labels,
    annotations: labels,
    page_alert: alert,
    ticket_alert: alert,
  }),
});

export const slothSchema = z.strictObject({
  version: z.literal('prometheus/v1'),
  service: z.string(),
  labels,
  slos: z.array(slo).min(1),
});

export type SlothSpec = Omit<z.output<typeof slothSchema>, 'version'>;
