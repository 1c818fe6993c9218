import { waitUntil } from '@sightline/stores';
import { finalOrder } from '@sightline/traffic';
import { expect, it } from 'vitest';
import { linesOf, toldOfAnOrder } from './lines-of-order';
import { patience } from './patience';
import { buy, processOf, runningPlatform } from './platform';

const platform = runningPlatform();

/** VictoriaLogs writes what it took to disk once a second; Loki at once. */
const onDiskWithinMs = 2500;

it('a killed log store comes back with every line that it had on disk, and takes what came meanwhile', async () => {
  const paid = async () => {
    const order = await buy(platform, 'tok_ok');
    await finalOrder(order.id, platform, patience);
    return order.traceId;
  };

  const { logStore } = platform.state();
  const before = await paid();
  const told = await linesOf(before, platform);
  const seen = Date.now();
  await waitUntil(async () => Date.now() - seen > onDiskWithinMs || undefined, { withinMs: 10_000, everyMs: 100 });
  const pid = processOf(platform, logStore);
  process.kill(pid, 'SIGKILL');
  const meanwhile = await paid();

  expect(await linesOf(meanwhile, platform)).toEqual(expect.arrayContaining(toldOfAnOrder));
  expect(processOf(platform, logStore)).not.toBe(pid);
  expect(await linesOf(before, platform, told)).toEqual(expect.arrayContaining(told));
});
