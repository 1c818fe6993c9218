import { setTimeout as delay } from 'node:timers/promises';
import { type Order, type Purchase, ServiceUnreachable } from '@sightline/traffic';
import type { RunningPlatform } from './platform';

const patienceMs = 120_000;

/** Orders as a good client does: the same key again until there is an answer. @throws when it is refused, or there is none for two minutes. */
export async function insist({ orders }: RunningPlatform, purchase: Purchase, key: string): Promise<Order> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await delay(200)) {
    const answer = await orders.createOrder(purchase, key).catch((error) => {
      if (error instanceof ServiceUnreachable) return undefined;
      throw error;
    });
    if (answer?.body) return answer.body;
    if (answer && answer.status < 500 && answer.status !== 429 && answer.status !== 409) {
      throw new Error(`refused with ${answer.status}: ${answer.problem?.detail}`);
    }
  }
  throw new Error(`no answer within ${patienceMs / 1000} s`);
}
