/** The part of OpenSLO v1 (github.com/OpenSLO/OpenSLO) that is supported. Descriptions end up in the JSON Schema for editors. */
import { z } from 'zod';
import { annotationsSchema } from './annotations';

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** One value, or a list of them, which becomes one with commas: a label of Prometheus has one. */
const labelValue = z.union([scalar, z.array(scalar).transform((values) => values.join(','))]);

const metadata = z
  .strictObject({
    name: z.string().describe('Unique among objects of its kind; becomes the label sloth_slo'),
    displayName: z.string().optional(),
    labels: z
      .record(z.string(), labelValue)
      .optional()
      .describe('Carried by every rule of this SLO; a list becomes one value, with commas'),
    annotations: annotationsSchema.optional(),
  })
  .describe('Name, labels and the sightline.dev/ annotations');

const description = z.string().max(1050).optional();

const prometheus = z.string().regex(/^prometheus$/i, 'only Prometheus is supported\nWrite type: Prometheus.');

const metric = z
  .strictObject({
    metricSource: z.strictObject({
      type: prometheus.optional(),
      metricSourceRef: z.string().optional().describe('A DataSource of type Prometheus'),
      spec: z.strictObject({
        query: z
          .string()
          .describe('A counter selector such as requests_total{code=~"5.."}, or PromQL that holds {{.window}} itself'),
      }),
    }),
  })
  .describe('Where the events are counted');

const sliSpec = z.strictObject({
  description,
  ratioMetric: z
    .strictObject({
      counter: z.boolean().optional().describe('true (the default): the metrics are monotonic counters'),
      good: metric.optional(),
      bad: metric.optional(),
      total: metric.optional(),
      raw: metric.optional().describe('A ratio computed elsewhere, from 0 to 1'),
      rawType: z.enum(['success', 'failure']).optional(),
    })
    .optional(),
  thresholdMetric: metric.optional().describe('A value that must satisfy op and value of the objective'),
});

const apiVersion = z.literal('openslo/v1');

/** An object that stands where a reference to it could. */
const inline = <K extends string>(kind: K) => ({
  apiVersion: apiVersion.optional(),
  kind: z.literal(kind).optional(),
  metadata: metadata.optional(),
});

const indicator = z.strictObject({ ...inline('SLI'), spec: sliSpec });

const alertConditionSpec = z.strictObject({
  description,
  severity: z.string(),
  condition: z.strictObject({
    kind: z.literal('burnrate').optional(),
    op: z
      .enum(['gt', 'gte', 'lt', 'lte'])
      .describe(
        'gt, gte: the alert fires above the threshold. lt, lte: the bound that must hold; it fires above as well',
      ),
    threshold: z.number().positive(),
    lookbackWindow: z.string(),
    alertAfter: z.string().optional(),
  }),
});

const inlineCondition = z.strictObject({
  conditionRef: z.string().optional().describe('The name of an AlertCondition'),
  ...inline('AlertCondition'),
  spec: alertConditionSpec.optional(),
});

const targetSpec = z.strictObject({ description, target: z.string() });

const inlineTarget = z.strictObject({
  targetRef: z.string().optional().describe('The name of an AlertNotificationTarget'),
  ...inline('AlertNotificationTarget'),
  spec: targetSpec.optional(),
});

const alertPolicySpec = z.strictObject({
  description,
  alertWhenBreaching: z.boolean().optional(),
  alertWhenResolved: z
    .boolean()
    .optional()
    .describe('Whether a resolution is sent is decided in alerts/alertmanager.yml'),
  alertWhenNoData: z.boolean().optional(),
  conditions: z.array(inlineCondition).length(1),
  notificationTargets: z
    .array(inlineTarget)
    .optional()
    .describe('Joined into the alert label notify, for the routes of Alertmanager'),
});

const inlinePolicy = z.strictObject({
  alertPolicyRef: z.string().optional(),
  ...inline('AlertPolicy'),
  spec: alertPolicySpec.optional(),
});

const timeWindow = z.strictObject({
  duration: z.string().describe('30d, 4w; with a calendar also 1M, 1Q, 1Y'),
  isRolling: z.boolean().optional(),
  calendar: z
    .strictObject({ startTime: z.string(), timeZone: z.string().describe('UTC: PromQL knows no other') })
    .optional(),
});

const objective = z.strictObject({
  displayName: z.string().optional(),
  op: z.enum(['lt', 'lte', 'gt', 'gte']).optional().describe('With thresholdMetric: how the value must compare'),
  value: z.number().optional(),
  target: z.number().gt(0).lte(1).optional(),
  targetPercent: z.number().gt(0).lte(100).optional(),
  timeSliceTarget: z.number().gt(0).lte(1).optional(),
  timeSliceWindow: z.union([z.string(), z.number()]).optional().describe('1m, or a number of minutes'),
});

export const sloSchema = z.strictObject({
  apiVersion,
  kind: z.literal('SLO'),
  metadata,
  spec: z.strictObject({
    description,
    service: z.string().describe('Becomes the label sloth_service'),
    indicator: indicator.optional(),
    indicatorRef: z.string().optional(),
    timeWindow: z.array(timeWindow).length(1).optional(),
    budgetingMethod: z.enum(['Occurrences', 'Timeslices', 'RatioTimeslices']),
    objectives: z.array(objective).min(1),
    alertPolicies: z.array(inlinePolicy).optional(),
  }),
});

export const sliSchema = z.strictObject({ apiVersion, kind: z.literal('SLI'), metadata, spec: sliSpec });
export const alertPolicySchema = z.strictObject({
  apiVersion,
  kind: z.literal('AlertPolicy'),
  metadata,
  spec: alertPolicySpec,
});
export const serviceSchema = z.strictObject({
  apiVersion,
  kind: z.literal('Service'),
  metadata,
  spec: z.strictObject({ description }).optional(),
});

export const alertConditionSchema = z.strictObject({
  apiVersion,
  kind: z.literal('AlertCondition'),
  metadata,
  spec: alertConditionSpec,
});
export const targetSchema = z.strictObject({
  apiVersion,
  kind: z.literal('AlertNotificationTarget'),
  metadata,
  spec: targetSpec,
});
export const dataSourceSchema = z.strictObject({
  apiVersion,
  kind: z.literal('DataSource'),
  metadata,
  spec: z
    .strictObject({ description, type: prometheus, connectionDetails: z.unknown().optional() })
    .describe('The Prometheus that loads the rules: where it is, is not looked at'),
});

export const openSloKinds = {
  SLO: sloSchema,
  SLI: sliSchema,
  AlertPolicy: alertPolicySchema,
  AlertCondition: alertConditionSchema,
  AlertNotificationTarget: targetSchema,
  DataSource: dataSourceSchema,
  Service: serviceSchema,
} as const;

export type OpenSlo = z.output<typeof sloSchema>;
export type OpenSloIndicator = z.output<typeof sliSpec>;
export type OpenSloMetric = z.output<typeof metric>;
export type OpenSloObjective = z.output<typeof objective>;
export type OpenSloCondition = z.output<typeof alertConditionSpec>;
export type OpenSloPolicy = z.output<typeof alertPolicySpec>;
export type OpenSloTimeWindow = z.output<typeof timeWindow>;

/** What OpenSLO v1 can say and this compiler does not understand. */
export const unsupportedKeys: Readonly<Record<string, string>> = {
  compositeWeight: 'Composite SLOs are not supported: write one SLO for each part.',
  operator: 'OpenSLO v1 calls it op.',
  objectives: 'Objectives belong under spec.',
  timeWindows: 'OpenSLO v1 calls it timeWindow.',
  ratioMetrics: 'That is OpenSLO v1alpha; v1 has indicator.spec.ratioMetric.',
};
