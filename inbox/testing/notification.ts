import type { Notification } from '../receive/notification';

/** A notification as Alertmanager sends it, of one alert. */
export function notificationOf(
  labels: Readonly<Record<string, string>> = {},
  {
    status = 'firing',
    annotations = {},
  }: Partial<Pick<Notification, 'status'>> & { annotations?: Record<string, string> } = {},
): Notification {
  const all = { alertname: 'HighErrorRate', severity: 'critical', service_name: 'order', ...labels };
  return {
    version: '4',
    groupKey: `{}:{alertname="${all.alertname}"}`,
    status,
    receiver: 'pager',
    groupLabels: { alertname: all.alertname },
    commonLabels: all,
    commonAnnotations: annotations,
    truncatedAlerts: 0,
    alerts: [
      {
        status,
        labels: all,
        annotations,
        startsAt: '2026-01-01T00:00:00.000Z',
        endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : '2026-01-01T00:03:12.000Z',
        generatorURL: 'http://127.0.0.1:9090/graph?g0.expr=up',
        fingerprint: '0123456789abcdef',
      },
    ],
  };
}
