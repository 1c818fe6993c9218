import { join } from 'node:path';
import { tlsSettings } from '@sightline/access';
import { setting } from '@sightline/config';
import { z } from 'zod';

export const configSchema = z.object({
  HOST: setting.host(),
  PORT: setting.port(),
  /** One line of JSON for each notification that came. */
  INBOX_FILE: z.string().meta({ description: 'the file that notifications are kept in' }),
  /** Asked for exemplars. */
  PROMETHEUS_URL: setting.url('http', 'https'),
  /** Asked whether a trace is kept. */
  TRACES_URL: setting.url('http', 'https'),
  TRACES_TYPE: z.enum(['zipkin', 'tempo']).meta({ description: 'zipkin or tempo' }),
  /** As a browser opens them: what links lead to. */
  INBOX_URL: setting.url('http', 'https'),
  DASHBOARDS_URL: setting.url('http', 'https'),
  ALERTMANAGER_URL: setting.url('http', 'https'),
  /** Asked for silences; by default where a browser finds it. */
  ALERTMANAGER_API_URL: setting.url('http', 'https').optional(),
  /** Who may read it, and by what right; without it, everybody may, and tell it of alerts. */
  SIGHTLINE_API_KEYS_FILE: setting.file('the API keys, with their names and rights').optional(),
  ...tlsSettings,
  /** Where the audit log goes; without it silences are not kept there. */
  OTEL_EXPORTER_OTLP_ENDPOINT: setting.url('http', 'https').optional(),
  OTEL_EXPORTER_OTLP_CERTIFICATE: setting.file('the authority that signed its certificate, in PEM').optional(),
  OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: setting.file('our certificate for it, in PEM').optional(),
  OTEL_EXPORTER_OTLP_CLIENT_KEY: setting.file('the key of our certificate, in PEM').optional(),
  RUNBOOKS: z
    .string()
    .default(join(__dirname, '..', '..', 'alerts', 'runbooks'))
    .meta({ description: 'the folder with one Markdown file per alert' }),
});

export type Config = z.output<typeof configSchema>;
