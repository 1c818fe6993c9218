/** Sloth's `sloth.slok.dev/v1` (github.com/slok/sloth, pkg/kubernetes/api/sloth/v1), all but its plugins. */
import { z } from 'zod';
import { slothPercent } from './sloth-schema';

/** Kubernetes takes nothing but text for a label, where `prometheus/v1` takes what YAML makes of it and prints it back. */
const labels = z.record(z.string(), z.string()).default({});

const alert = z
  .strictObject({ disable: z.boolean().default(false), labels, annotations: labels })
  .default({ disable: false, labels: {}, annotations: {} });

const sli = z
  .strictObject({
    events: z.strictObject({ errorQuery: z.string(), totalQuery: z.string() }).optional(),
    raw: z.strictObject({ errorRatioQuery: z.string() }).optional(),
  })
  .transform(({ events, raw }) => ({
    ...(events && { events: { error_query: events.errorQuery, total_query: events.totalQuery } }),
    ...(raw && { raw: { error_ratio_query: raw.errorRatioQuery } }),
  }));

const slo = z.strictObject({
  name: z.string().max(128),
  description: z.string().optional(),
  objective: slothPercent,
  labels,
  sli,
  alerting: z
    .strictObject({
      name: z.string().optional(),
      labels,
      annotations: labels,
      pageAlert: alert,
      ticketAlert: alert,
    })
    .transform(({ pageAlert, ticketAlert, ...alerting }) => ({
      ...alerting,
      page_alert: pageAlert,
      ticket_alert: ticketAlert,
    })),
});

/** What other programs write into the metadata of an object is theirs. */
const metadata = z.looseObject({
  name: z.string().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, {
    error: ({ input }) =>
      `${JSON.stringify(input)} is no name of a Kubernetes object\nLower-case letters, digits, dashes and dots; a letter or a digit at both ends.`,
  }),
  namespace: z.string().optional(),
  labels,
  annotations: labels,
});

/** An object as it is in a cluster, read into what a `prometheus/v1` file holds, and the object itself. */
export const slothKubernetesSchema = z
  .strictObject({
    apiVersion: z.literal('sloth.slok.dev/v1'),
    kind: z.literal('PrometheusServiceLevel'),
    metadata,
    spec: z.strictObject({ service: z.string(), labels, slos: z.array(slo).min(1) }),
    /** Written by Sloth in the cluster. */
    status: z.unknown().optional(),
  })
  .transform(({ metadata: { name, namespace, labels, annotations }, spec }) => ({
    ...spec,
    object: { name, ...(namespace !== undefined && { namespace }), labels, annotations },
  }));
