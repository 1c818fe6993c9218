import { join } from 'node:path';
import { InvalidConfig, readConfig } from '@sightline/config';
import { PrometheusStore, traceStoreOf } from '@sightline/stores';
import { configSchema } from './config';
import { createInbox } from './inbox';
import { Deliveries } from './keep/deliveries';
import { SilenceAlarm } from './keep/silence-alarm';
import { addTrace } from './trace/add-trace';

/** A notification is kept and shown without its trace: nobody waits for one. */
const timeoutMs = 2000;

async function main(): Promise<void> {
  const config = readConfig(configSchema, process.env);
  const deliveries = new Deliveries({ file: config.INBOX_FILE });
  const stores = {
    prometheus: new PrometheusStore({ url: config.PROMETHEUS_URL, timeoutMs }),
    traces: traceStoreOf(config.TRACES_TYPE, { url: config.TRACES_URL, timeoutMs }),
  };
  const inbox = createInbox({
    deliveries,
    onDelivery: (delivery) => void addTrace(delivery, { deliveries, report: console.warn, ...stores }),
    host: config.HOST,
    report: console.error,
    links: { inbox: config.INBOX_URL, dashboards: config.DASHBOARDS_URL, alertmanager: config.ALERTMANAGER_URL },
    runbooks: config.RUNBOOKS,
    assets: join(__dirname, '..', 'page'),
  });
  const quiet = new SilenceAlarm(deliveries).start();
  console.log(`inbox listens at ${await inbox.listen({ host: config.HOST, port: config.PORT })}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      quiet();
      void inbox.close();
    });
}

main().catch((error) => {
  console.error(error instanceof InvalidConfig ? error.message : error);
  process.exitCode = 1;
});
