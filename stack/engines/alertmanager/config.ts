import { readFileSync } from 'node:fs';
import type { AlertReceivers } from '../../alert-receivers';
import { fillIn } from '../../config-file';
import { inRepository } from '../../repository';

const receivers = ['pagerduty', 'slack', 'email'] as const;

export interface AlertmanagerUrls {
  /** Where notifications are sent. */
  readonly INBOX_URL: string;
  /** The `tls_config` for that, in YAML; nothing by default. */
  readonly INBOX_TLS?: string;
  /** Where their links lead. */
  readonly INBOX_PAGE: string;
  readonly DASHBOARDS_URL: string;
}

/** What stands for the placeholders of alerts/alertmanager.yml: of each receiver its file, where it is switched on. */
export function alertmanagerValues(on: AlertReceivers, urls: AlertmanagerUrls): Record<string, string> {
  const filled = receivers.map((name) => {
    const values = on[name];
    if (!values) return [name.toUpperCase(), 'not switched on'];
    const file = readFileSync(inRepository('alerts', 'routing', 'receivers', `${name}.yml`), 'utf8');
    return [name.toUpperCase(), `\n${fillIn(file, { ...urls, ...values })}`];
  });
  return { INBOX_TLS: '{}', ...urls, ...Object.fromEntries(filled) };
}

/** alerts/alertmanager.yml as Alertmanager gets it. */
export const alertmanagerConfig = (on: AlertReceivers, urls: AlertmanagerUrls): string =>
  fillIn(readFileSync(inRepository('alerts', 'alertmanager.yml'), 'utf8'), alertmanagerValues(on, urls));
