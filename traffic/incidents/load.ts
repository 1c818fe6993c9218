import { randomUUID } from 'node:crypto';
import { arrivals } from '../arrivals';
import { dice } from '../dice';
import type { OrderApi } from '../order-api';
import { payment } from '../payment';
import { ServiceUnreachable } from '../service-api';

/** The same request again and again, at random times; `burst` of them at once each time. */
export interface IncidentLoad {
  readonly request: keyof typeof requests;
  readonly perSecond: number;
  readonly burst?: number;
}

type Chance = ReturnType<typeof dice>;
const sku = 'BEA-001';

const requests = {
  'list orders': (shop: OrderApi) => shop.request('GET', '/orders?limit=50'),
  'list products': (shop: OrderApi) => shop.products({ limit: 100 }),
  'see a product': (shop: OrderApi) => shop.product(sku),
  order: (shop: OrderApi, chance: Chance) =>
    shop.createOrder({ items: [{ sku, quantity: 1 }], ...payment(chance) }, randomUUID()),
} as const;

/** Makes the requests until the signal is raised; a shop that does not answer is part of what is to be seen. */
export async function playLoad(
  { request, perSecond, burst = 1 }: IncidentLoad,
  { shop, signal, seed = 1 }: { shop: OrderApi; signal: AbortSignal; seed?: number },
): Promise<void> {
  const chance = dice(seed);
  const once = async () => {
    const own = dice(chance.between(0, 2 ** 31));
    await requests[request](shop.inSession(randomUUID()), own).catch((error) => {
      if (!(error instanceof ServiceUnreachable)) throw error;
    });
  };
  await arrivals({
    perSecond: perSecond / burst,
    dice: chance,
    arrive: async () => void (await Promise.all(Array.from({ length: burst }, once))),
    capacity: 200,
    signal,
  });
}
