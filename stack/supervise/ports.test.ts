import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { addresses } from '../addresses';
import { lives, scriptComponent } from '../testing/script-component';
import { requireFreePorts } from './ports';

const order = scriptComponent(lives, { name: 'order', title: 'Order service', ports: ['order'] });

it('names the port, the component, who holds it and how to move', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const failure = requireFreePorts([order], addresses({ SIGHTLINE_PORT_ORDER: String(port) }));
  await expect(failure).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  await expect(failure).rejects.toThrow(`port ${port} (Order service) on 127.0.0.1 is in use`);
  await expect(failure).rejects.toThrow(/SIGHTLINE_PORT_OFFSET=10000.*SIGHTLINE_PORT_ORDER=<port>/);
  if (process.platform === 'linux') await expect(failure).rejects.toThrow(`by process ${process.pid}`);
});

it('names the variable that moves the port of an instance', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const one = scriptComponent(lives, { name: 'order-1', title: 'Order service (order-1)', ports: ['order-1'] });
  await expect(requireFreePorts([one], addresses({ SIGHTLINE_PORT_ORDER_1: String(port) }))).rejects.toThrow(
    'SIGHTLINE_PORT_ORDER_1=<port>',
  );
});

it('is content when all are free', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await requireFreePorts([order], addresses({ SIGHTLINE_PORT_ORDER: String(port) }));
});
