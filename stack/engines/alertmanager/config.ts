import { readFileSync } from 'node:fs';
import type { AlertReceivers } from '../../alert-receivers';
import { fillIn } from '../../config-file';
import { inRepository } from '../../repository';

const receivers = ['pagerduty', 'slack', 'email'] as const;

/** Where links lead. */
export type LinkTargets = Readonly<Record<'INBOX_URL' | 'DASHBOARDS_URL', string>>;

/** What stands for the placeholders of alerts/alertmanager.yml: of each receiver its file, where it is switched on. */
export function alertmanagerValues(on: AlertReceivers, urls: LinkTargets): Record<string, string> {
  const filled = receivers.map((name) => {
    const values = on[name];
    if (!values) return [name.toUpperCase(), 'not switched on'];
    const file = readFileSync(inRepository('alerts', 'routing', 'receivers', `${name}.yml`), 'utf8');
    return [name.toUpperCase(), `\n${fillIn(file, { ...urls, ...values })}`];
  });
  return { ...urls, ...Object.fromEntries(filled) };
}

/** alerts/alertmanager.yml as Alertmanager gets it. */
export const alertmanagerConfig = (on: AlertReceivers, urls: LinkTargets): string =>
  fillIn(readFileSync(inRepository('alerts', 'alertmanager.yml'), 'utf8'), alertmanagerValues(on, urls));
