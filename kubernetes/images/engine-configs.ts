import { readFileSync } from 'node:fs';
import { alertmanagerConfig, fillIn, inRepository } from '@sightline/stack';

/** In place of the inbox's address, which only the chart knows. */
const inbox = 'http://inbox.invalid';

/** The files by which the engines of the image are run, by their names: everything is filled in but where the inbox is. */
export function engineConfigs(): Readonly<Record<'prometheus.yml' | 'alertmanager.yml', string>> {
  const prometheus = readFileSync(inRepository('stack', 'config', 'prometheus', 'prometheus.yml'), 'utf8');
  return {
    'prometheus.yml': fillIn(prometheus, {
      ALERTS_DIR: '/engines/alerts',
      SLO_RULES_DIR: '/engines/alerts/generated',
      ALERTMANAGER_TARGET: 'alertmanager:9093',
      ALERTMANAGER_SCHEME: 'http',
      ALERTMANAGER_TLS: '{}',
    }),
    'alertmanager.yml': alertmanagerConfig({}, { INBOX_URL: inbox, INBOX_PAGE: inbox, DASHBOARDS_URL: inbox }),
  };
}
