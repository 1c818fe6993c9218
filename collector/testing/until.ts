import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until there is an answer, and returns it. @throws naming what was waited for, and what came last. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  { seconds = 120 }: { seconds?: number } = {},
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    await delay(50);
  }
  throw new Error(`${what} did not come about within ${seconds} s`, { cause: last });
}
