import type { InboxClient, Received } from '@sightline/inbox';
import type { Alertmanager, KnownAlert } from '@sightline/stores';
import { describe, expect, it } from 'vitest';
import { Sightings } from './sightings';

const labels = { alertname: 'TargetDown', sightline_test: 'one' };
const later = (ms: number) => new Date(Date.now() + ms);

const known = (more: Partial<KnownAlert> = {}): KnownAlert => ({
  labels,
  startsAt: later(0),
  updatedAt: later(10),
  status: { state: 'active' },
  ...more,
});

const received = (id: number, status: 'firing' | 'resolved', receivedAt: Date, traceId?: string) =>
  ({
    id,
    traceId,
    receivedAt: receivedAt.toISOString(),
    channel: 'pager',
    notification: { alerts: [{ labels, status }] },
  }) as unknown as Received;

/** What is there to be seen, poll by poll; the last stays. */
function sightings(polls: readonly { alerts?: KnownAlert[]; notifications?: Received[] }[]) {
  let polled = 0;
  const now = () => polls[Math.min(polled, polls.length - 1)];
  return new Sightings({
    alertmanager: { alerts: async () => now()?.alerts ?? [] } as unknown as Alertmanager,
    inbox: {
      notifications: async () => ({ revision: 0, notifications: now()?.notifications ?? [], polled: polled++ }),
    } as unknown as InboxClient,
    identify: ({ sightline_test: id }) => id,
    began: 'posted',
    follow: async ({ traceId }) => [{ link: 'trace', url: traceId ?? 'none' }],
  });
}

const briefly = { withinMs: 1_000 };

describe('the way of an alert', () => {
  it('is put together from Alertmanager and the inbox, newest notifications first', async () => {
    const seen = sightings([
      { alerts: [known()] },
      { notifications: [received(2, 'resolved', later(20)), received(1, 'firing', later(10))] },
    ]);
    expect(await seen.until(() => seen.hops('one').resolved !== undefined, briefly)).toBe(true);
    expect(Object.keys(seen.hops('one'))).toEqual(['posted', 'alertmanager', 'received', 'resolved']);
    expect(seen.received('one')?.id).toBe(1);
  });

  it('is told by the first time at each place', async () => {
    const first = later(10);
    const again = received(2, 'firing', later(20));
    const seen = sightings([{ notifications: [again, received(1, 'firing', first)] }]);
    await seen.until(() => seen.hops('one').received !== undefined, briefly);
    expect(seen.hops('one').received).toEqual(first);
  });

  it('does not end with what was received before it', async () => {
    const notifications = [received(2, 'firing', later(20)), received(1, 'resolved', later(10))];
    const seen = sightings([{ notifications }]);
    await seen.until(() => seen.hops('one').received !== undefined, briefly);
    expect(seen.hops('one').resolved).toBeUndefined();
  });

  it('leads on by links that are followed at once, and again when a trace was found', async () => {
    const at = later(10);
    const seen = sightings([
      { notifications: [received(1, 'firing', at)] },
      { notifications: [received(1, 'firing', at, 'abc')] },
    ]);
    await seen.until(() => seen.hops('one').received !== undefined, briefly);
    expect(await seen.links('one')).toEqual([{ link: 'trace', url: 'none' }]);
    await seen.until(() => seen.received('one')?.traceId !== undefined, briefly);
    expect(await seen.links('one')).toEqual([{ link: 'trace', url: 'abc' }]);
  });

  it('may end at Alertmanager, which holds it back', async () => {
    const seen = sightings([{ alerts: [known({ status: { state: 'suppressed' } })] }]);
    await seen.until(() => seen.hops('one').alertmanager !== undefined, briefly);
    expect(seen.isHeldBack('one')).toBe(true);
  });

  it('does not begin before the test does', async () => {
    const seen = sightings([{ alerts: [known({ updatedAt: new Date(0) })] }]);
    expect(await seen.until(() => seen.hops('one').alertmanager !== undefined, { withinMs: 0 })).toBe(false);
  });
});
