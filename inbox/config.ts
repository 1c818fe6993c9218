import { delimiter, join } from 'node:path';
import { tlsSettings } from '@sightline/access';
import { setting } from '@sightline/config';
import { z } from 'zod';

/** Of the platform's alerts, and of those on a cluster; the images have both. */
const runbookFolders = [['alerts'], ['kubernetes', 'alerts']].map((folder) =>
  join(__dirname, '..', '..', ...folder, 'runbooks'),
);

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
    .default(runbookFolders.join(delimiter))
    .meta({ description: `folders with one Markdown file per alert, as in PATH: with ${delimiter} between them` }),
});

export type Config = z.output<typeof configSchema>;
