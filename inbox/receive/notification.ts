import { z } from 'zod';

const labels = z.record(z.string(), z.string());

export const alertSchema = z.object({
  status: z.enum(['firing', 'resolved']),
  labels,
  annotations: labels,
  startsAt: z.iso.datetime({ offset: true }),
  /** The year 1 while it fires. */
  endsAt: z.iso.datetime({ offset: true }),
  /** Where the rule is shown, its expression in it. */
  generatorURL: z.string(),
  fingerprint: z.string(),
});

/** What Alertmanager's webhook sends (version 4): https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export const notificationSchema = z.object({
  version: z.literal('4'),
  groupKey: z.string(),
  status: z.enum(['firing', 'resolved']),
  receiver: z.string(),
  groupLabels: labels,
  commonLabels: labels,
  commonAnnotations: labels,
  truncatedAlerts: z.number().int().default(0),
  alerts: z.array(alertSchema).min(1),
});

export type Notification = z.infer<typeof notificationSchema>;
export type Alert = z.infer<typeof alertSchema>;
