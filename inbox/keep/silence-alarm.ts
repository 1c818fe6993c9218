import type { Notification } from '../receive/notification';
import type { Deliveries } from './deliveries';
import { patienceMs, watchdogOf } from './watchdog';

const everyMs = 2000;
const alertname = 'WatchdogSilent';

/**
 * Tells the pager that the watchdog is silent, and that it is heard again: Prometheus and Alertmanager cannot tell that they hang
 * themselves. One that was never heard is not missed: there may be no Prometheus yet.
 */
export class SilenceAlarm {
  /** Nobody could be heard before. */
  #listeningSince: number;
  #lastCheck: number;

  constructor(
    private readonly deliveries: Deliveries,
    now = Date.now(),
  ) {
    this.#listeningSince = now;
    this.#lastCheck = now;
  }

  /** Checks every two seconds. @returns what ends it. */
  start(): () => void {
    const timer = setInterval(() => this.check(), everyMs).unref();
    return () => clearInterval(timer);
  }

  check(now = Date.now()): void {
    // It stood still itself, or the machine slept: what was sent meanwhile is still to come.
    if (now - this.#lastCheck > 5 * everyMs || now < this.#lastCheck) this.#listeningSince = now;
    this.#lastCheck = now;
    const { alive, lastHeardAt } = watchdogOf(this.deliveries.all(), now);
    const raised = this.#raised();
    if (alive && raised) this.#tell('resolved', raised, now);
    const isMissed = lastHeardAt !== undefined && now - this.#listeningSince >= patienceMs;
    if (!alive && isMissed && !raised) this.#tell('firing', new Date(now).toISOString(), now);
  }

  /** Since when the alarm is raised, if it is: what was told last says so, also after a restart. */
  #raised(): string | undefined {
    const last = this.deliveries.all().find(({ notification }) => notification.commonLabels.alertname === alertname);
    return last?.notification.status === 'firing' ? last.notification.alerts[0]?.startsAt : undefined;
  }

  #tell(status: Notification['status'], startsAt: string, now: number): void {
    this.deliveries.add('pager', alarm(status, startsAt, now));
  }
}

function alarm(status: Notification['status'], startsAt: string, now: number): Notification {
  const labels = { alertname, severity: 'critical', service_name: 'prometheus', team: 'platform' };
  const annotations = {
    summary: 'The watchdog is silent: alerts may not arrive',
    description: 'Prometheus, Alertmanager or the way between them hangs or is broken. The inbox itself says so.',
    runbook_url: 'alerts/runbooks/Watchdog.md',
    dashboard_url: '/d/sightline-telemetry-pipeline',
  };
  return {
    version: '4',
    groupKey: `inbox:{alertname="${alertname}"}`,
    status,
    receiver: 'pager',
    groupLabels: { alertname },
    commonLabels: labels,
    commonAnnotations: annotations,
    truncatedAlerts: 0,
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt,
        endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : new Date(now).toISOString(),
        generatorURL: '',
        fingerprint: 'watchdog-silent',
      },
    ],
  };
}
