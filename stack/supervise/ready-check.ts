import { connect } from 'node:net';

/** How a component shows that it can do its work. */
export type ReadyCheck =
  | { readonly kind: 'http'; readonly url: string; readonly withinSeconds?: number }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly withinSeconds?: number }
  /** A request of the component's own protocol, and anything that comes back. */
  | {
      readonly kind: 'exchange';
      readonly host: string;
      readonly port: number;
      readonly request: Buffer;
      readonly withinSeconds?: number;
    }
  | { readonly kind: 'running' };

const attemptMs = 2000;

/** Asks once. */
export async function isReady(check: ReadyCheck): Promise<boolean> {
  switch (check.kind) {
    case 'running':
      return true;
    case 'http':
      return fetch(check.url, { signal: AbortSignal.timeout(attemptMs) }).then(
        async (response) => {
          await response.body?.cancel();
          return response.ok;
        },
        () => false,
      );
    case 'tcp':
      return answersTcp(check.host, check.port);
    case 'exchange':
      return answersTcp(check.host, check.port, check.request);
  }
}

function answersTcp(host: string, port: number, request?: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: attemptMs });
    const say = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => (request ? socket.write(request) : say(true)));
    socket.once('data', () => say(true));
    for (const end of ['error', 'timeout', 'close']) socket.once(end, () => say(false));
  });
}
