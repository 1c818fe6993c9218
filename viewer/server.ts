import { app } from './serve/app';
import { readSettings } from './serve/settings';

const settings = readSettings();
const server = app(settings).listen(settings.port, settings.host, () => {
  console.log(`Dashboards at http://${settings.host}:${settings.port}`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
