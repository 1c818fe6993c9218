import { waitUntil } from '@sightline/stores';
import { finalOrder } from '@sightline/traffic';
import { expect, it } from 'vitest';
import { buy, processOf, runningPlatform } from './platform';

const platform = runningPlatform();

/** VictoriaLogs writes what it took to disk once a second; Loki at once. */
const onDiskWithinMs = 2500;

/** Two services tell them, in batches of their own, which arrive in any order once a store is back. */
const toldOfAnOrder = ['Order accepted', 'Order paid', 'Payment captured'];

it('a killed log store comes back with every line that it had on disk, and takes what came meanwhile', async () => {
  const since = new Date(Date.now() - 60_000);
  const linesOf = async (traceId: string, expected: readonly string[]) => {
    let messages: readonly string[] = [];
    await waitUntil(
      async () => {
        messages = (await platform.logs.linesOfTrace(traceId, { since }).catch(() => [])).map(({ message }) => message);
        return expected.every((message) => messages.includes(message)) || undefined;
      },
      { withinMs: 60_000, everyMs: 250 },
    );
    return [...messages].sort();
  };
  const paid = async () => {
    const order = await buy(platform, 'tok_ok');
    await finalOrder(order.id, platform, 30_000);
    return order.traceId;
  };

  const { logStore } = platform.state();
  const before = await paid();
  const told = await linesOf(before, toldOfAnOrder);
  const seen = Date.now();
  await waitUntil(async () => Date.now() - seen > onDiskWithinMs || undefined, { withinMs: 10_000, everyMs: 100 });
  const pid = processOf(platform, logStore);
  process.kill(pid, 'SIGKILL');
  const meanwhile = await paid();

  expect(await linesOf(meanwhile, toldOfAnOrder)).toEqual(expect.arrayContaining(toldOfAnOrder));
  expect(processOf(platform, logStore)).not.toBe(pid);
  expect(await linesOf(before, told)).toEqual(expect.arrayContaining(told));
});
