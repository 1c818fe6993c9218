import { InvalidConfig, readConfig } from '@sightline/config';
import { configSchema } from './config';
import { createLokiApi } from './serve/server';

try {
  const { HOST, PORT, VICTORIALOGS_URL } = readConfig(configSchema, process.env);
  const server = createLokiApi({ victoriaLogsUrl: VICTORIALOGS_URL, report: console.error });
  server.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  server.listen(PORT, HOST, () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : PORT;
    console.log(`loki-api listens at http://${HOST}:${port}`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      server.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 2000).unref();
    });
} catch (error) {
  console.error(error instanceof InvalidConfig ? error.message : error);
  process.exitCode = 1;
}
