import { finalOrder, waitUntil } from '@sightline/cli';
import { expect, it } from 'vitest';
import { buy, processOf, runningPlatform } from './platform';

const platform = runningPlatform();

/** VictoriaLogs writes what it took to disk once a second; Loki at once. */
const onDiskWithinMs = 2500;

it('a killed log store comes back with every line that it had on disk, and takes what came meanwhile', async () => {
  const since = new Date(Date.now() - 60_000);
  const linesOf = async (traceId: string) => {
    const { value } = await waitUntil(
      async () => {
        const lines = await platform.logs.linesOfTrace(traceId, { since }).catch(() => []);
        return lines.some(({ message }) => message === 'Order paid') ? lines : undefined;
      },
      { withinMs: 60_000, everyMs: 250 },
    );
    return value?.map(({ message }) => message).sort();
  };
  const paid = async () => {
    const order = await buy(platform, 'tok_ok');
    await finalOrder(order.id, platform, 30_000);
    return order.traceId;
  };

  const { logStore } = platform.state();
  const before = await paid();
  const told = await linesOf(before);
  const seen = Date.now();
  await waitUntil(async () => Date.now() - seen > onDiskWithinMs || undefined, { withinMs: 10_000, everyMs: 100 });
  const pid = processOf(platform, logStore);
  process.kill(pid, 'SIGKILL');
  const meanwhile = await paid();

  expect(await linesOf(meanwhile)).toEqual(
    expect.arrayContaining(['Order accepted', 'Order paid', 'Payment captured']),
  );
  expect(processOf(platform, logStore)).not.toBe(pid);
  expect(await linesOf(before)).toEqual(told);
});
