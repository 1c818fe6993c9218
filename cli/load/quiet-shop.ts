import { intervene, readPlatform } from '@sightline/stack';
import type { Connections } from '../connections';
import { untilCounted } from './until-counted';

export interface QuietWork<Result> {
  /** Comes first, and is not to be counted. */
  readonly prepare?: (() => Promise<void>) | undefined;
  readonly work: () => Promise<Result>;
  readonly progress: (line: string) => void;
}

/**
 * Does something while the few shoppers there always are stay away, so that whatever is counted belongs to it. They come back
 * however it ends, once all that it set off is counted, or after a minute.
 *
 * @returns its result, and until when it was quiet; undefined when there are no shoppers to send away.
 */
export async function inQuietShop<Result>(
  connections: Connections,
  { prepare, work, progress }: QuietWork<Result>,
): Promise<{ result: Result; quietUntil?: Date }> {
  const shoppers = readPlatform()?.components.find(({ name }) => name === 'traffic');
  if (shoppers?.status !== 'ready') {
    await prepare?.();
    return { result: await work() };
  }
  progress('waiting until the shop is empty');
  await intervene('traffic', { operation: 'stop' });
  try {
    const emptied = new Date();
    await untilCounted(connections.metrics, { orders: emptied });
    if (prepare) {
      const prepared = new Date();
      await prepare();
      await untilCounted(connections.metrics, { orders: prepared, spans: prepared });
    }
    const since = new Date();
    const result = await work();
    progress('waiting until all of it is counted');
    await untilCounted(connections.metrics, { orders: since, spans: since });
    return { result, quietUntil: new Date() };
  } finally {
    await intervene('traffic');
  }
}
