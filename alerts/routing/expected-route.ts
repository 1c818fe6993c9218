import { labels as names } from '../compiler/conventions';
import { notificationGroup } from '../compiler/inhibition';

/** Marks an alert that is a test: it is grouped and inhibited among its own kind only. */
export const testLabel = 'sightline_test';

export interface Route {
  readonly receiver: 'pager' | 'chat' | 'mail' | 'watchdog';
  readonly groupBy: readonly string[];
}

const receivers: Readonly<Record<string, Route['receiver']>> = { critical: 'pager', warning: 'chat', info: 'mail' };

/** Who hears of a severity; undefined when no route names it. */
export const receiverOf = (severity: string): Route['receiver'] | undefined =>
  Object.hasOwn(receivers, severity) ? receivers[severity] : undefined;

/** The promise that alertmanager.yml is held to: who hears of an alert, and what is said in one message. */
export function expectedRoute(labels: Readonly<Record<string, string>>): Route {
  const group = names.id in labels ? notificationGroup : ['alertname', names.alertService];
  const receiver = labels.alertname === 'Watchdog' ? 'watchdog' : receiverOf(labels[names.severity] ?? '');
  return { receiver: receiver ?? 'chat', groupBy: [...group, testLabel] };
}
