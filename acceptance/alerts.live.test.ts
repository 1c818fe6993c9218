import { InboxClient } from '@sightline/inbox';
import { waitUntil } from '@sightline/stores';
import { describe, expect, it } from 'vitest';
import { runningPlatform } from './platform';
import { sightline } from './sightline';

interface AlertTest {
  readonly alert: string;
  readonly channel: string;
  readonly hops: Readonly<Record<string, string>>;
  readonly links: readonly { readonly link: string; readonly problem?: string }[];
  readonly problem?: string;
}

const platform = runningPlatform();
const inbox = new InboxClient(platform.addresses.url('inbox'));

async function tested(...args: string[]): Promise<readonly AlertTest[]> {
  const said = await sightline('alert', 'test', ...args, '--json');
  expect(said.err).toBe('');
  return said.json();
}

const problems = (tests: readonly AlertTest[]) =>
  tests.flatMap(({ alert, problem }) => (problem ? [`${alert}: ${problem}`] : []));

// Each has a mark of its own, by which nothing of one is grouped with, or held back by, another: they wait side by side.
describe.concurrent('an alert', () => {
  it('that is a test arrives, whichever it is: by its channel, with links that open, and its end as well', async () => {
    const tests = await tested('--all');
    expect(problems(tests)).toEqual([]);
    expect(new Set(tests.map(({ channel }) => channel))).toEqual(new Set(['pager', 'chat', 'mail', 'watchdog']));
  }, 240_000);

  it('that is a test is fired by its real rule, on samples apart from the real ones', async () => {
    const alerts = ['TargetDown', 'OrderAvailabilityBudgetBurn/outage', 'PipelineFreshnessBudgetBurn/page-quick'];
    const tests = (await Promise.all(alerts.map((alert) => tested(alert, '--depth', 'rule')))).flat();
    expect(problems(tests)).toEqual([]);
    for (const { hops } of tests)
      expect(Object.keys(hops).sort()).toEqual(['alertmanager', 'firing', 'pending', 'posted', 'received', 'resolved']);
    expect(await platform.metrics.sum('count(ALERTS{sightline_test!=""})')).toBe(0);
  }, 240_000);

  it('that is not there cannot be tested', async () => {
    const said = await sightline('alert', 'test', 'NoSuchAlert');
    expect([said.code, said.err]).toEqual([
      2,
      expect.stringContaining('There is no alert "NoSuchAlert": choose one of'),
    ]);
  });

  it('comes from the watchdog all the time', async () => {
    // The newest may be the end of a test of it.
    const heard = async () => {
      const { notifications } = await inbox.notifications({ channel: 'watchdog', limit: 1000 });
      return notifications.find(({ notification: { commonLabels } }) => commonLabels.sightline_test === undefined);
    };
    const { value } = await waitUntil(heard, { withinMs: 90_000, everyMs: 1_000 });
    expect(value?.notification.status).toBe('firing');
  });
});
