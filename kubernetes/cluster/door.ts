import { once } from 'node:events';
import { connect, createServer, type ListenOptions, type NetConnectOpts, type Server } from 'node:net';

/** Passes every connection on. A socket in the file system is a door between two networks. */
export async function openDoor(at: ListenOptions, to: NetConnectOpts): Promise<Server> {
  const door = createServer((caller) => {
    const server = connect(to);
    caller.pipe(server).pipe(caller);
    caller.on('error', () => server.destroy()).on('close', () => server.destroy());
    server.on('error', () => caller.destroy()).on('close', () => caller.destroy());
  }).listen(at);
  await once(door, 'listening');
  return door;
}
