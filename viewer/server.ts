import { app } from './serve/app';
import { settings } from './serve/settings';

const { addresses } = settings();
const server = app(settings()).listen(addresses.ports.grafana, addresses.host, () => {
  console.log(`Dashboards at ${addresses.url('grafana')}`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
