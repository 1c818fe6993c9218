import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer is a yes. @throws when it has not come within ten seconds. */
export async function eventually(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ten seconds for: ${what}`);
    await delay(20);
  }
}
