import { execFile } from 'node:child_process';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { limitedServer } from '@sightline/config';
import type { PortName } from '@sightline/stack';
import type { Ground } from './ground';
import { unlessRootOnLinux } from './root-on-linux';

const run = promisify(execFile);
/** Whoever stands in between comes from here: his own requests are not turned to him. */
const ownAddress = '127.0.0.2';
/** Longer than whoever asked waits himself. */
const patienceMs = 30_000;

export interface OddAnswer {
  readonly status: number;
  readonly body: string;
}

/** Why nobody can stand in between here. */
export const inBetweenObstacle = (): string | undefined =>
  unlessRootOnLinux('connections can be redirected by root on Linux only');

/**
 * Somebody between a component and those who call it: he passes on what they say, and sometimes answers himself. New connections
 * are turned to him by the kernel, those there are already are cut.
 */
export async function standInBetween(
  ground: Ground,
  port: PortName,
  answer: (request: IncomingMessage) => OddAnswer | undefined,
): Promise<void> {
  const { host, ports } = ground.platform.addresses;
  const server = limitedServer((asked, reply) => {
    const odd = answer(asked);
    if (odd) {
      asked.resume();
      reply.writeHead(odd.status, { 'content-type': 'text/html' }).end(odd.body);
      return;
    }
    const { method, url, headers } = asked;
    const onward = request(
      {
        host,
        port: ports[port],
        localAddress: ownAddress,
        method,
        path: url,
        headers,
        signal: AbortSignal.timeout(patienceMs),
      },
      (said) => {
        reply.writeHead(said.statusCode ?? 502, said.headers);
        said.pipe(reply);
      },
    );
    onward.on('error', () => reply.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  ground.afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  const calls = ['OUTPUT', '-p', 'tcp', '!', '-s', ownAddress, '-d', host, '--dport', String(ports[port])];
  const rules = [
    ['-t', 'nat', ...calls, '-j', 'REDIRECT', '--to-ports', String((server.address() as AddressInfo).port)],
    // What is turned to him has another port by now.
    ['-t', 'filter', ...calls, '-j', 'REJECT', '--reject-with', 'tcp-reset'],
  ];
  for (const [option, table, ...rule] of rules as [string, string, ...string[]][]) {
    await run('iptables', [option, table, '-I', ...rule]);
    ground.afterwards(async () => void (await run('iptables', [option, table, '-D', ...rule])));
  }
}
