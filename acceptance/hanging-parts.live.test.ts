import { setTimeout as delay } from 'node:timers/promises';
import { InboxClient } from '@sightline/inbox';
import { intervene } from '@sightline/stack';
import { afterAll, describe, expect, it } from 'vitest';
import { freeze, problemsOf } from './freeze/freeze';
import { patience } from './patience';
import { processOf, runningPlatform } from './platform';
import { sightline } from './sightline';

const platform = runningPlatform();
const stateOf = (name: string) => platform.state().components.find((each) => each.name === name);

/** Longer than a service may leave everything unanswered. */
const seconds = 55;

describe('a part that hangs', () => {
  it('is shown, told of and started again, while orders go on', async () => {
    const frozen = await freeze(platform, 'flags', { seconds, requestsPerSecond: 5 });
    expect(problemsOf(frozen)).toEqual([]);
    expect(frozen).toMatchObject({ restarted: true, alert: { name: 'TargetDown' }, orders: { failed: 0 } });
    expect(stateOf('flags')?.lastExit).toMatch(/having answered nothing for .*stopped by a signal/);
  }, 400_000);

  it('is what `status` names, and with what it does meanwhile', async () => {
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

describe('a part that is paused on purpose', () => {
  afterAll(() => intervene('flags'));

  it('is told of, and left alone, however long', async () => {
    const began = new Date();
    const [pid, restarts] = [processOf(platform, 'flags'), stateOf('flags')?.restarts];
    await intervene('flags', { operation: 'pause' });
    await delay(seconds * 1000);
    expect(stateOf('flags')).toMatchObject({ status: 'paused', restarts, process: { pid } });
    const inbox = new InboxClient(platform.addresses.url('inbox'));
    const toldOf = async () => {
      const { notifications } = await inbox.notifications({ alertname: 'TargetDown', since: began.toISOString() });
      return notifications.map(({ notification }) => notification.commonLabels.service_name);
    };
    await expect.poll(toldOf, { timeout: patience.withinMs }).toContain('flags');
    await intervene('flags');
    await expect
      .poll(() => stateOf('flags'), { timeout: patience.withinMs })
      .toMatchObject({ status: 'ready', restarts, process: { pid } });
  });
});
