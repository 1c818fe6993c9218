import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface HangingPeer {
  readonly port: number;
  /** `127.0.0.1:port` */
  readonly address: string;
  /** The connections that nobody has hung up. */
  readonly open: ReadonlySet<Socket>;
  /** Lets go of all connections, and listens no more. */
  close(): Promise<void>;
}

/** Accepts, and does with each connection what `meet` says: nothing, unless it is given. Listens on a free port, unless one is given. */
export async function hangingPeer(meet: (socket: Socket) => void = () => {}, at = 0): Promise<HangingPeer> {
  const all = new Set<Socket>();
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    all.add(socket);
    open.add(socket);
    const left = () => open.delete(socket);
    socket
      .on('error', () => {})
      .on('end', left)
      .on('close', left);
    // Read, so that its end is seen, and not answered: a process that stands still does not hang up either.
    socket.resume();
    meet(socket);
  }).listen(at, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `127.0.0.1:${port}`,
    open,
    async close() {
      for (const socket of all) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Says one piece after the other, `everyMs` apart, the last of them again and again, once it was asked something. */
export function trickling(
  pieces: readonly (string | Buffer)[],
  {
    everyMs = 20,
    after = 1,
  }: { everyMs?: number /** How many pieces of a question it waits for. */; after?: number } = {},
): (socket: Socket) => void {
  return (socket) => {
    let heard = 0;
    socket.on('data', () => {
      heard++;
      if (heard !== after) return;
      let said = 0;
      const timer = setInterval(() => {
        const piece = pieces[Math.min(said++, pieces.length - 1)];
        if (piece !== undefined && socket.writable) socket.write(piece);
      }, everyMs);
      socket.once('close', () => clearInterval(timer));
    });
  };
}

/** An answer by HTTP whose body never ends. */
export const endlessAnswer = (type = 'application/json') =>
  trickling([`HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: 100000\r\n\r\n`, ' ']);
