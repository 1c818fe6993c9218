import { app } from './serve/app';
import { readSettings } from './serve/settings';

const settings = readSettings();
const server = app(settings, console.log).listen(settings.port, settings.host, () => {
  console.log(`Dashboards at ${settings.tls ? 'https' : 'http'}://${settings.host}:${settings.port}`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
