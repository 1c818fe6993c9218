import type { Alertmanager, KnownAlert, Told } from '@sightline/stores';
import { parse } from 'yaml';

/** To whom an alert is routed. */
export interface Receiver {
  readonly name: string;
  /** `webhook`, `slack`: by what it tells somebody; none when it tells nobody. */
  readonly integrations: readonly string[];
}

/** By the configuration, which names each integration: `webhook_configs`, `slack_configs`. */
export async function receiversOf(alerts: Alertmanager, { receivers }: KnownAlert): Promise<Receiver[]> {
  const { receivers: described = [] } = (parse(await alerts.configuration()) ?? {}) as {
    receivers?: Readonly<Record<string, unknown>>[];
  };
  return receivers.map(({ name }) => ({
    name,
    integrations: Object.entries(described.find((one) => one.name === name) ?? {}).flatMap(([key, value]) =>
      key.endsWith('_configs') && Array.isArray(value) && value.length > 0 ? [key.slice(0, -'_configs'.length)] : [],
    ),
  }));
}

/**
 * The integrations by which somebody has been told since `before`. Alertmanager counts by integration, not by alert: that one counted
 * more, and not all of it failed, is what it can prove.
 */
export function toldSince(before: Told, now: Told, receivers: readonly Receiver[]): string[] {
  const more = (counts: 'sent' | 'failed', integration: string) =>
    (now[counts].get(integration) ?? 0) - (before[counts].get(integration) ?? 0);
  const integrations = new Set(receivers.flatMap((receiver) => receiver.integrations));
  return [...integrations].filter((integration) => more('sent', integration) > more('failed', integration));
}
