import { z } from 'zod';

/** What may be set, kind by kind. Nothing else is taken: a name that is misspelt would be of no effect, and nobody would know. */

const text = z.string();
const switchable = z.boolean();
const quantity = z
  .union([z.string().regex(/^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/), z.number().positive()])
  .meta({ description: 'A quantity of Kubernetes: 250m, 2, 192Mi' });
const url = z
  .string()
  .regex(/^https?:\/\/[^/\s]+/)
  .meta({ description: 'An address such as http://prometheus:9090' });
const orEmpty = <Schema extends z.ZodType>(schema: Schema) => z.union([z.literal(''), schema]);
const target = orEmpty(z.string().regex(/^[^\s:/]+:[0-9]+$/));
const port = z.int().min(1).max(65_535);
const ports = z.array(port);
const labels = z.record(z.string(), z.string());
const objects = z.array(z.record(z.string(), z.unknown()));
const count = (min: number, max: number) => z.int().min(min).max(max);

const resources = z.strictObject({
  requests: z.strictObject({ cpu: quantity, memory: quantity }),
  limits: z.strictObject({ cpu: quantity, memory: quantity }),
});

/** What every component has. */
const component = {
  resources,
  extraEnv: z.array(
    z.strictObject({
      name: z.string().regex(/^[A-Za-z_]\w*$/),
      value: z.string().optional(),
      valueFrom: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  priorityClassName: text,
  nodeSelector: labels,
  tolerations: objects,
  affinity: z.record(z.string(), z.unknown()),
};

const autoscaling = z.strictObject({
  enabled: switchable,
  minReplicas: count(1, 1000),
  maxReplicas: count(1, 1000),
  cpu: quantity,
});

const persistence = z.strictObject({ enabled: switchable, size: quantity, storageClassName: text });

const image = z.strictObject({
  repository: z.string().min(1),
  tag: text,
  digest: orEmpty(z.string().regex(/^sha256:[0-9a-f]{64}$/)),
  pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']),
});

const values = z
  .strictObject({
    fullnameOverride: z
      .string()
      .max(40)
      .regex(/^([a-z]([a-z0-9-]*[a-z0-9])?)?$/),
    environment: z.string().regex(/^[\w.-]{1,63}$/),
    version: z.string().regex(/^[\w.-]{0,63}$/),
    images: z.strictObject({ services: image, collector: image, pullSecrets: z.array(z.string().min(1)) }),
    engines: z.strictObject({
      postgres: z.strictObject({
        host: z.string().min(1),
        port,
        caSecret: text,
        existingSecret: z.string().min(1),
      }),
      kafka: z.strictObject({
        brokers: z.array(z.string().regex(/^[^\s:,]+:[0-9]+$/)).min(1),
        caSecret: text,
        userSecrets: z.strictObject({ order: text, payment: text, collector: text }),
      }),
      prometheus: z.strictObject({ url, otlpUrl: orEmpty(url), target }),
      alertmanager: z.strictObject({ url }),
      traces: z.strictObject({ store: z.enum(['tempo', 'zipkin']), url, otlpUrl: url, target }),
      logs: z.strictObject({
        store: z.enum(['loki', 'victorialogs']),
        url,
        victorialogsUrl: orEmpty(url),
        target,
      }),
      dashboards: z.strictObject({ program: z.enum(['grafana', 'viewer']), url }),
    }),
    apiKeys: z.strictObject({ existingSecret: z.string().min(1) }),
    certificates: z.strictObject({
      enabled: switchable,
      issuer: z.strictObject({ name: text, kind: z.enum(['Issuer', 'ClusterIssuer']) }),
    }),
    faults: switchable,
    order: z.strictObject({
      replicas: count(1, 1000),
      autoscaling,
      keda: z.strictObject({ enabled: switchable, outboxAgeSeconds: z.number().positive() }),
      ...component,
    }),
    payment: z.strictObject({
      replicas: count(1, 1000),
      autoscaling,
      keda: z.strictObject({ enabled: switchable, lagPerReplica: z.number().positive() }),
      bankUrl: orEmpty(url),
      ...component,
    }),
    bank: z.strictObject({ enabled: switchable, persistence, ...component }),
    flags: z.strictObject({ enabled: switchable, ...component }),
    inbox: z.strictObject({
      enabled: switchable,
      url: orEmpty(url),
      dashboardsUrl: orEmpty(url),
      alertmanagerUrl: orEmpty(url),
      persistence,
      ...component,
    }),
    traffic: z.strictObject({ enabled: switchable, rate: z.number().positive().max(1000), ...component }),
    migrations: z.strictObject({
      backoffLimit: count(0, 20),
      activeDeadlineSeconds: count(10, 86_400),
      resources,
    }),
    collector: z.strictObject({
      traceShare: z.number().min(0).max(100),
      slowTraceMs: count(1, 3_600_000),
      decisionWait: z.string().regex(/^[0-9]+(ms|s|m)$/),
      memoryLimitMiB: count(150, 65_536),
      persistence,
      ...component,
    }),
    ingress: z.strictObject({
      enabled: switchable,
      className: text,
      annotations: labels,
      host: z.string().min(1),
      tlsSecret: text,
    }),
    gateway: z.strictObject({ enabled: switchable, parentRefs: objects, hostnames: z.array(z.string().min(1)).min(1) }),
    networkPolicy: z.strictObject({
      enabled: switchable,
      from: z.strictObject({ order: objects, inbox: objects, collector: objects }),
      to: z.strictObject({
        ...{ postgres: objects, kafka: objects, prometheus: objects, alertmanager: objects, traces: objects },
        ...{ logs: objects, dashboards: objects, bank: objects, kubernetes: objects, dns: objects },
      }),
      ports: z.strictObject({
        ...{ postgres: ports, kafka: ports, prometheus: ports, alertmanager: ports, traces: ports },
        ...{ logs: ports, dashboards: ports, bank: ports, kubernetes: ports.min(1), dns: ports.min(1) },
      }),
    }),
    priorityClasses: z.strictObject({
      enabled: switchable,
      high: count(-1_000_000_000, 1_000_000_000),
      low: count(-1_000_000_000, 1_000_000_000),
    }),
    telemetry: z.strictObject({
      rules: z.strictObject({ enabled: switchable, labels }),
      clusterRules: z.strictObject({ enabled: switchable, labels }),
      routing: z.strictObject({ enabled: switchable, labels }),
      monitor: z.strictObject({ enabled: switchable, labels, interval: z.string().regex(/^[0-9]+(s|m)$/) }),
      dashboards: z.strictObject({ enabled: switchable, labels, annotations: labels }),
      datasources: z.strictObject({ enabled: switchable, labels }),
    }),
    // Helm's own, where this chart is a part of another.
    global: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ title: 'Values of the chart sightline' });

/** As Helm reads it: values.schema.json of the chart. */
export const valuesSchema = () => z.toJSONSchema(values, { target: 'draft-7', reused: 'ref' });

/** @throws what zod says of values that the chart would not take. */
export const parseValues = (given: unknown) => values.parse(given);
