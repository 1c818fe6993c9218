import { InvalidConfig, limitedServer, readConfig } from '@sightline/config';
import { configSchema } from './config';
import { Front } from './front';

async function main(): Promise<void> {
  const { HOST, PORT, FRONT_SERVICES } = readConfig(configSchema, process.env);
  const tell = (line: string) => console.log(new Date().toISOString(), line);
  const front = new Front({ host: HOST, services: FRONT_SERVICES, tell });
  const own = limitedServer((request, response) => {
    const isAsked = request.url === '/metrics' || request.url === '/health/live';
    response.writeHead(isAsked ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(request.url === '/metrics' ? front.exposition : isAsked ? 'ok\n' : 'see /metrics and /health/live\n');
  });
  own.on('error', (error) => fail(error));
  await front.listen();
  own.listen(PORT, HOST, () => tell(`passes on what comes for ${FRONT_SERVICES.map(({ name }) => name).join(', ')}`));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      own.close();
      own.closeAllConnections();
      void front.close();
    });
}

function fail(error: unknown): void {
  console.error(error instanceof InvalidConfig ? error.message : error);
  process.exit(1);
}

main().catch(fail);
