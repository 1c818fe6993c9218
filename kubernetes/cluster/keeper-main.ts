import { clusterFolder } from './folder';
import { type Kept, keepApiServer, keepCluster } from './keeper';
import type { KeeperMessage, KeeperOrder } from './start-cluster';

/**
 * Keeps a cluster while it runs: a process of its own, that whoever started it need not stay for. Before the cluster is ready, the end of
 * who started it is its end too.
 */
const order = JSON.parse(process.argv[2] ?? '{}') as KeeperOrder;
const tell = (message: KeeperMessage) => {
  if (process.connected) process.send?.(message);
};
const keeping = { ...order, folder: clusterFolder(order.home), tell };
let ready = false;
const started: Promise<Kept> = order.kind === 'api-only' ? keepApiServer(keeping) : keepCluster(keeping, order);
started.then(
  () => {
    ready = true;
    tell({ type: 'ready' });
  },
  (error: Error) => {
    tell({ type: 'failed', problem: error.message });
    process.exitCode = 1;
    process.disconnect?.();
  },
);

const stop = () => {
  started
    .then(({ stop: end }) => end())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
};
process.once('SIGTERM', stop).once('SIGINT', stop);
process.once('disconnect', () => {
  if (!ready) stop();
});
