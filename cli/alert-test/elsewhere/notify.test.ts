import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { platformOver } from '../../testing/platform-over';
import { testNotifyElsewhere } from './notify';

interface Posted {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

interface Alertmanager {
  /** To whom the alert is routed. */
  readonly receiver: string;
  readonly state?: 'active' | 'suppressed';
  /** What of its notifications fails. */
  readonly fails?: boolean;
  /** Whether it shows its counters. */
  readonly counts?: boolean;
}

const original = `
receivers:
  - name: on-call
    webhook_configs: [{ url: http://127.0.0.1/ }]
  - name: nobody
`;

const rules = {
  data: {
    groups: [
      {
        interval: 30,
        rules: [
          {
            name: 'DiskFull',
            query: 'disk > 1',
            labels: { severity: 'page', host: '{{ $labels.host }}' },
            annotations: { runbook_url: 'https://runbooks/disk', summary: '{{ $value }} full' },
          },
        ],
      },
    ],
  },
};

/** Alertmanager with its counters, and a Prometheus with one rule. */
function stack({ receiver, state = 'active', fails = false, counts = true }: Alertmanager) {
  const posted: Posted[] = [];
  let told = 7;
  const over = platformOver(['alerts', 'metrics'], (request) => {
    if (request.url === '/api/v1/rules?type=alert') return { body: rules };
    if (request.url === '/api/v2/status') return { body: { config: { original } } };
    if (request.url === '/metrics') {
      const failed = fails ? told : 0;
      const page = `alertmanager_notifications_total{integration="webhook"} ${told}\nalertmanager_notifications_failed_total{integration="webhook"} ${failed}\n`;
      return counts ? { body: page } : { status: 404, body: '' };
    }
    if (request.method === 'POST') {
      void text(request).then((body) => posted.push(...(JSON.parse(body) as Posted[])));
      return { body: '' };
    }
    const [last] = posted.slice(-1);
    if (!last || Date.parse(last.endsAt) <= Date.now()) return { body: [] };
    if (receiver === 'on-call' && state === 'active') told++;
    const known = { labels: last.labels, startsAt: last.startsAt, updatedAt: new Date().toISOString() };
    return { body: [{ ...known, status: { state }, receivers: [{ name: receiver }] }] };
  });
  return { over, posted };
}

describe('a test alert on a platform without our inbox', () => {
  it('is of its own rules, says that it is a test, and arrived when Alertmanager counted it', async () => {
    const { over, posted } = stack({ receiver: 'on-call' });
    await using running = await over;
    const [tested] = await testNotifyElsewhere('DiskFull', running.platform);
    expect(tested).toMatchObject({
      alert: 'DiskFull',
      severity: 'page',
      channel: 'on-call (webhook)',
      note: expect.stringContaining('by webhook'),
    });
    expect(tested).not.toHaveProperty('problem');
    expect(Object.keys(tested?.hops ?? {})).toEqual(['posted', 'alertmanager', 'received', 'resolved']);
    const [first, last] = posted;
    expect(first?.labels).toEqual({ severity: 'page', alertname: 'DiskFull', sightline_test: expect.any(String) });
    expect(first?.annotations).toMatchObject({
      runbook_url: 'https://runbooks/disk',
      summary: 'A test of DiskFull: nothing is wrong',
    });
    expect(Date.parse(last?.endsAt ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it.each<[string, Alertmanager, string]>([
    ['is routed to nobody', { receiver: 'nobody' }, 'it is routed to nobody, which tells nobody'],
    ['is held back', { receiver: 'on-call', state: 'suppressed' }, 'it is silenced or inhibited on its way to on-call'],
    ['cannot be followed', { receiver: 'on-call', counts: false }, 'whether they were told cannot be seen'],
  ])('says what is wrong when it %s, and is ended all the same', async (_, alertmanager, problem) => {
    const { over, posted } = stack(alertmanager);
    await using running = await over;
    const [tested] = await testNotifyElsewhere('DiskFull', running.platform);
    expect(tested?.problem).toContain(problem);
    expect(Date.parse(posted.at(-1)?.endsAt ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('is refused where all are meant and none is known', async () => {
    await using unknown = await platformOver(['alerts'], () => ({ body: [] }));
    await expect(testNotifyElsewhere(undefined, unknown.platform)).rejects.toMatchObject({ code: 'PART_MISSING' });
    await using none = await platformOver(['alerts', 'metrics'], () => ({ body: { data: { groups: [] } } }));
    await expect(testNotifyElsewhere(undefined, none.platform)).rejects.toThrow('has no alerting rules');
  });

  it('is refused where there is no such alert', async () => {
    await using running = await stack({ receiver: 'on-call' }).over;
    await expect(testNotifyElsewhere('DiskFul', running.platform)).rejects.toThrow('did you mean DiskFull?');
  });
});
