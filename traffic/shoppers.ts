import { setTimeout as sleep } from 'node:timers/promises';
import { arrivals } from './arrivals';
import { dice } from './dice';
import { requestsPerVisit, saleDay, walk } from './funnel/funnel';
import type { OrderApi } from './order-api';
import { ServiceUnreachable } from './service-api';

export interface ShoppersOptions {
  readonly shop: OrderApi;
  readonly requestsPerSecond: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Called when the shop stops answering, and when it answers again. */
  onChange?(shop: 'unreachable' | 'reachable', cause?: Error): void;
}

/** They are few, so they come to buy: there shall always be an order on its way. */
const funnel = saleDay;

/** Lets shoppers into the shop until the signal is raised. A closed shop does not end it: they try the door again. */
export async function letShoppersIn({ shop, requestsPerSecond, seed, signal, onChange }: ShoppersOptions) {
  const chance = dice(seed);
  let reachable = true;

  const observe = (now: boolean, cause?: Error) => {
    if (now !== reachable) onChange?.(now ? 'reachable' : 'unreachable', cause);
    reachable = now;
  };

  const visit = async () => {
    const own = dice(chance.between(0, 2 ** 31));
    try {
      const think = () => sleep(own.between(100, 900), undefined, { signal });
      await walk({ shop: shop.inSession(own.uuid()), dice: own, think }, funnel);
      observe(true);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ServiceUnreachable)) throw error;
      observe(false, error);
    }
  };

  await arrivals({
    perSecond: requestsPerSecond / requestsPerVisit(funnel),
    dice: chance,
    arrive: visit,
    capacity: 200,
    signal,
  });
}
