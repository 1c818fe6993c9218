import { setTimeout as delay } from 'node:timers/promises';
import { InboxClient } from '@sightline/inbox';
import { intervene } from '@sightline/stack';
import { describe, it } from 'vitest';
import { freeze, problemsOf, quietAgain } from './freeze/freeze';
import { patience } from './patience';
import { processOf, runningPlatform } from './platform';
import { sightline } from './sightline';

const platform = runningPlatform();
const stateOf = (name: string) => platform.state().components.find((each) => each.name === name);

/** Longer than a service may leave everything unanswered. */
const seconds = 55;

// They wait side by side, each for a part that nobody waits for in the others.
describe.concurrent('a part that hangs', () => {
  it('is shown, told of and started again, while orders go on', async ({ expect }) => {
    await quietAgain(platform, 'flags');
    const frozen = await freeze(platform, 'flags', { seconds, requestsPerSecond: 5 });
    expect(problemsOf(frozen)).toEqual([]);
    expect(frozen).toMatchObject({ restarted: true, alert: { name: 'TargetDown' }, orders: { failed: 0 } });
    expect(stateOf('flags')?.lastExit).toMatch(/having answered nothing for .*stopped by a signal/);
  }, 400_000);

  it('is what `status` names, and with what it does meanwhile', async ({ expect }) => {
    const pid = processOf(platform, 'bank');
    process.kill(pid, 'SIGSTOP');
    try {
      await expect.poll(() => stateOf('bank')?.status, { timeout: 30_000 }).toBe('unresponsive');
      const { code, out } = await sightline('status');
      expect(code).toBe(1);
      expect(out).toMatch(/Bank.*unresponsive for \d.*stopped by a signal/);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await expect
      .poll(() => stateOf('bank'), { timeout: patience.withinMs })
      .toMatchObject({ status: 'ready', process: { pid } });
  });
});

describe.concurrent('a part that is paused on purpose', () => {
  it('is told of, and left alone, however long', async ({ expect }) => {
    // A platform that has just been started may have been told of it, and is not told again while that lasts.
    expect(await quietAgain(platform, 'traffic')).toBe(true);
    const began = new Date();
    const [pid, restarts] = [processOf(platform, 'traffic'), stateOf('traffic')?.restarts];
    await intervene('traffic', { operation: 'pause' });
    try {
      await delay(seconds * 1000);
      expect(stateOf('traffic')).toMatchObject({ status: 'paused', restarts, process: { pid } });
      const inbox = new InboxClient(platform.addresses.url('inbox'));
      const toldOf = async () => {
        const { notifications } = await inbox.notifications({ alertname: 'TargetDown', since: began.toISOString() });
        return notifications.map(({ notification }) => notification.commonLabels.service_name);
      };
      await expect.poll(toldOf, { timeout: patience.withinMs }).toContain('traffic');
    } finally {
      await intervene('traffic');
    }
    await expect
      .poll(() => stateOf('traffic'), { timeout: patience.withinMs })
      .toMatchObject({ status: 'ready', restarts, process: { pid } });
  }, 400_000);
});
