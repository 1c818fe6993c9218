import { stringify } from 'yaml';
import type { PlantedFaults, Reply, Request } from './small-platform';
import type { Taken } from './taken';

/** https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
export function answerAlertmanager(
  { method, url, json }: Request,
  taken: Taken,
  { receiver = { webhook_configs: [{ url: 'http://<secret>' }] } }: PlantedFaults,
): Reply | undefined {
  if (url.pathname === '/api/v2/alerts' && method === 'POST') {
    const tells = Object.values(receiver).some((configs) => configs.length > 0);
    for (const alert of json as Taken['alerts']) {
      if (!taken.alerts.some(({ labels }) => labels.sightline_test === alert.labels.sightline_test) && tells)
        taken.notified++;
      taken.alerts.push(alert);
    }
    return { body: '' };
  }
  if (url.pathname === '/api/v2/alerts')
    return {
      body: taken.alerts
        .filter(({ endsAt }) => new Date(endsAt) > new Date())
        .map((alert) => ({
          ...alert,
          updatedAt: alert.startsAt,
          status: { state: 'active' },
          receivers: [{ name: 'on-call' }],
        })),
    };
  if (url.pathname === '/api/v2/status') {
    const original = stringify({ route: { receiver: 'on-call' }, receivers: [{ name: 'on-call', ...receiver }] });
    return { body: { config: { original }, versionInfo: { version: '0.31.1' } } };
  }
  if (url.pathname === '/metrics')
    return {
      body: [
        '# TYPE alertmanager_notifications_total counter',
        `alertmanager_notifications_total{integration="webhook"} ${taken.notified}`,
        'alertmanager_notifications_failed_total{integration="webhook",reason="other"} 0',
      ].join('\n'),
    };
  return undefined;
}
