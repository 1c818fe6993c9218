import { expectedRoute } from '@sightline/alerts';
import type { AlertTest, Depth, Subject } from './alert-test';
import type { Sightings } from './sightings';

export interface OutcomeOptions {
  readonly id: string;
  readonly depth: Depth;
  readonly sightings: Sightings;
  readonly note?: string;
  /** Why the test itself came to nothing. */
  readonly failure?: string | undefined;
}

/** What became of a test: it passed when the notification came by the expected channel, ended, and leads on. */
export async function outcomeOf({ alert, firing }: Subject, options: OutcomeOptions): Promise<AlertTest> {
  const { id, depth, sightings, note, failure } = options;
  const { receiver: expected } = expectedRoute(firing.labels);
  const received = sightings.received(id);
  const hops = sightings.hops(id);
  const links = await sightings.links(id);
  const problem = failure ?? problemOf();
  return {
    alert: alert.id,
    severity: alert.severity,
    depth,
    channel: received?.channel ?? expected,
    hops,
    links,
    ...(note && { note }),
    ...(problem && { problem }),
  };

  function problemOf(): string | undefined {
    if (!hops.alertmanager) return 'it never came to Alertmanager';
    if (!received && sightings.isHeldBack(id))
      return 'Alertmanager has it, and holds it back: it is silenced or inhibited';
    if (!received) return `Alertmanager has it, but the inbox did not receive it by ${expected}`;
    if (received.channel !== expected) return `it came by ${received.channel}, not by ${expected}`;
    if (!hops.resolved) return 'it was received, but never that it is over';
    return links.find((link) => link.problem)?.problem;
  }
}
