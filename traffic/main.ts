import { KeyFile, UnreadableKey } from '@sightline/access';
import { InvalidConfig } from '@sightline/config';
import { readTrafficConfig, type TrafficConfig } from './config';
import { sayThatItLives } from './health';
import { OrderApi } from './order-api';
import { letShoppersIn } from './shoppers';

async function run(config: TrafficConfig): Promise<void> {
  const key = new KeyFile(config.SIGHTLINE_API_KEY_FILE);
  const closing = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => closing.abort());
  const health = await sayThatItLives({ host: config.HOST, port: config.PORT });
  console.log(`shoppers come to ${config.ORDER_URL}: ${config.TRAFFIC_RATE} requests/s, seed ${config.TRAFFIC_SEED}`);
  await letShoppersIn({
    shop: new OrderApi({ url: config.ORDER_URL, apiKey: () => key.current }),
    requestsPerSecond: config.TRAFFIC_RATE,
    seed: config.TRAFFIC_SEED,
    signal: closing.signal,
    onChange: (shop, cause) => console.log(`the shop is ${shop}${cause ? `: ${cause.message}` : ''}`),
  });
  health.close();
  health.closeAllConnections();
}

try {
  run(readTrafficConfig(process.env)).catch((error) => {
    console.error(error instanceof UnreadableKey ? error.message : error);
    process.exit(1);
  });
} catch (error) {
  if (!(error instanceof InvalidConfig)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
