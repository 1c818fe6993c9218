import { waitUntil } from '@sightline/stores';
import { patience } from './patience';
import type { RunningPlatform } from './platform';

/** Two services tell them, in batches of their own, which arrive in any order. */
export const toldOfAnOrder = ['Order accepted', 'Order paid', 'Payment captured'];

/** The messages of a trace once those that are expected are among them, sorted; in the end those that are there. */
export async function linesOf(
  traceId: string,
  { logs }: Pick<RunningPlatform, 'logs'>,
  expected: readonly string[] = toldOfAnOrder,
): Promise<string[]> {
  const since = new Date(Date.now() - 600_000);
  let messages: readonly string[] = [];
  await waitUntil(async () => {
    messages = (await logs.linesOfTrace(traceId, { since }).catch(() => [])).map(({ message }) => message);
    return expected.every((message) => messages.includes(message)) || undefined;
  }, patience);
  return [...messages].sort();
}
