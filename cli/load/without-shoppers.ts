import { intervene, readPlatform } from '@sightline/stack';

/**
 * Does something while the few shoppers there always are stay away, so that all the traffic there is belongs to it. They come back
 * however it ends.
 */
export async function withoutShoppers<Result>(work: () => Promise<Result>): Promise<Result> {
  const shoppers = readPlatform()?.components.find(({ name }) => name === 'traffic');
  if (shoppers?.status !== 'ready') return work();
  await intervene('traffic', { operation: 'stop' });
  try {
    return await work();
  } finally {
    await intervene('traffic');
  }
}
