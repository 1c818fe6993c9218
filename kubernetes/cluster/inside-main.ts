import { startInside } from './inside';
import type { InsideMessage, InsideOrder } from './messages';

/** The cluster's supervisor, in its namespaces: it ends when its standard input does, whatever ends that. */
const tell = (message: InsideMessage) => {
  process.stdout.write(`${JSON.stringify(message)}\n`);
};

const order = JSON.parse(process.argv[2] ?? '{}') as InsideOrder;
const started = startInside(order, tell);

started.then(
  ({ holders }) => tell({ type: 'ready', holders }),
  (error: Error) => tell({ type: 'failed', problem: error.message }),
);

process.stdin.resume().once('end', () => {
  started
    .then(({ stop }) => stop())
    .catch(() => {})
    .finally(() => process.exit(0));
});
process.on('SIGINT', () => {});
