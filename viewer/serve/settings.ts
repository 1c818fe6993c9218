import { join } from 'node:path';
import { type TlsFiles, tlsFilesOf, tlsSettings } from '@sightline/access';
import { readConfig, setting } from '@sightline/config';
import { z } from 'zod';

const repository = join(__dirname, '..', '..', '..');

/** Grafana's provisioning knows the data sources by the same variables. */
const schema = z.object({
  HOST: setting.host(),
  PORT: setting.port(),
  PROMETHEUS_URL: setting.url('http', 'https'),
  LOKI_URL: setting.url('http', 'https'),
  ALERTMANAGER_URL: setting.url('http', 'https'),
  TRACES_URL: setting.url('http', 'https'),
  TRACES_TYPE: z.enum(['zipkin', 'tempo']).meta({ description: 'zipkin or tempo' }),
  /** Who may look, and by what right; without it, everybody may. */
  SIGHTLINE_API_KEYS_FILE: setting.file('the API keys, with their names and rights').optional(),
  ...tlsSettings,
  DASHBOARDS: z
    .string()
    .default(join(repository, 'dashboards', 'generated'))
    .meta({ description: 'the folder with one JSON file per dashboard' }),
  PAGE: z
    .string()
    .default(join(repository, 'viewer', 'dist', 'page'))
    .meta({ description: 'the folder with the built page' }),
  PLATFORM_STATE: z.string().optional().meta({ description: 'the file in which the runner says how the platform is' }),
});

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Where queries are passed on to, by the uid dashboards know the data source by. */
  readonly backends: Readonly<Record<'prometheus' | 'loki' | 'alertmanager', string>>;
  readonly traces: { readonly url: string; readonly store: 'zipkin' | 'tempo' };
  readonly dashboards: string;
  readonly page: string;
  /** Where the runner says how the platform is, if it does. */
  readonly platformState?: string | undefined;
  /** By which it is known, and knows the stores: with them it listens under TLS alone. */
  readonly tls?: TlsFiles | undefined;
  /** The file with the keys of those who may look; without one, everybody may. */
  readonly keys?: string | undefined;
}

/** @throws {InvalidConfig} naming every bad variable, what came and what is accepted. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const config = readConfig(schema, env);
  return Object.freeze({
    host: config.HOST,
    port: config.PORT,
    backends: {
      prometheus: trimmed(config.PROMETHEUS_URL),
      loki: trimmed(config.LOKI_URL),
      alertmanager: trimmed(config.ALERTMANAGER_URL),
    },
    traces: { url: trimmed(config.TRACES_URL), store: config.TRACES_TYPE },
    dashboards: config.DASHBOARDS,
    page: config.PAGE,
    platformState: config.PLATFORM_STATE,
    tls: tlsFilesOf(config),
    keys: config.SIGHTLINE_API_KEYS_FILE,
  });
}

const trimmed = (url: string) => url.replace(/\/+$/, '');
