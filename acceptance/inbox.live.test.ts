import { InboxClient } from '@sightline/inbox';
import { expect, it } from 'vitest';
import { processOf, runningPlatform } from './platform';
import { sightline } from './sightline';

const platform = runningPlatform();

/** When a test of an alert came and when its end did; it is complete. */
async function toldOfTargetDown(): Promise<readonly (string | undefined)[]> {
  const said = await sightline('alert', 'test', 'TargetDown', '--json');
  const [test] = said.json<{ hops: { received?: string; resolved?: string }; problem?: string }[]>();
  expect([said.err, test?.problem]).toEqual(['', undefined]);
  return [test?.hops.received, test?.hops.resolved];
}

it('the inbox forgets nothing when it is killed, and is told what it missed meanwhile', async () => {
  const earlier = await toldOfTargetDown();
  process.kill(processOf(platform, 'inbox'), 'SIGKILL');
  await toldOfTargetDown();
  const inbox = new InboxClient(platform.addresses.url('inbox'));
  const { notifications } = await inbox.notifications({ alertname: 'TargetDown', limit: 1000 });
  expect(notifications.map(({ receivedAt }) => receivedAt)).toEqual(expect.arrayContaining([...earlier]));
}, 240_000);
