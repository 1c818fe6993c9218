import { KeyFile, ServerTls, tlsFilesOf } from '@sightline/access';
import { InvalidConfig, readConfig } from '@sightline/config';
import { configSchema } from './config';
import { createLokiApi } from './serve/server';

try {
  const config = readConfig(configSchema, process.env);
  const {
    HOST,
    PORT,
    VICTORIALOGS_URL: url,
    VICTORIALOGS_USERNAME: username,
    VICTORIALOGS_PASSWORD_FILE: file,
  } = config;
  const files = tlsFilesOf(config);
  const tls = files && new ServerTls(files, { onlyKnown: true });
  const server = createLokiApi({
    victoriaLogs: { url, username, ca: files?.ca, ...(file && { password: new KeyFile(file) }) },
    ...(tls && { known: { tls: tls.options, names: config.CLIENTS } }),
    report: console.error,
  });
  tls?.follow(server, console.error);
  server.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  server.listen(PORT, HOST, () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : PORT;
    console.log(`loki-api listens at ${tls ? 'https' : 'http'}://${HOST}:${port}`);
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
