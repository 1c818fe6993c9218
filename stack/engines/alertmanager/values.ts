import { readFileSync } from 'node:fs';
import type { Addresses } from '../../addresses';
import type { AlertReceivers } from '../../alert-receivers';
import { fillIn } from '../../config-file';
import { inRepository } from '../../repository';

const receivers = ['pagerduty', 'slack', 'email'] as const;

/** What stands for the placeholders of alerts/alertmanager.yml: of each receiver its file, where it is switched on. */
export function alertmanagerValues(on: AlertReceivers, addresses: Pick<Addresses, 'url'>): Record<string, string> {
  const urls = { INBOX_URL: addresses.url('inbox'), DASHBOARDS_URL: addresses.url('grafana') };
  const filled = receivers.map((name) => {
    const values = on[name];
    if (!values) return [name.toUpperCase(), 'not switched on'];
    const file = readFileSync(inRepository('alerts', 'routing', 'receivers', `${name}.yml`), 'utf8');
    return [name.toUpperCase(), `\n${fillIn(file, { ...urls, ...values })}`];
  });
  return { ...urls, ...Object.fromEntries(filled) };
}
