import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { connect } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

/** What a component is asked, on a connection of its own. */
export type Probe =
  | { readonly kind: 'http'; readonly url: string; readonly tls?: ProbeTls }
  /** A request of the component's own protocol. */
  | {
      readonly kind: 'exchange';
      readonly host: string;
      readonly port: number;
      readonly tls?: ProbeTls;
      readonly request: Buffer;
      /** Whether these bytes are all of the answer. */
      isWhole(answer: Buffer): boolean;
    }
  /** It listens nowhere: that its process is there has to do. */
  | { readonly kind: 'running' };

/** Files, where it is spoken to under TLS, and wants to know by whom. */
interface ProbeTls {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** `not ready`: it answers, and says that it cannot do its work. `none`: no whole answer within the time. */
export type Answer = 'ready' | 'not ready' | 'none';

/** Who has said this much answers, whatever comes yet. */
const mostBytes = 1_000_000;

/** Asks once. The time is for all of it: a peer that sends a byte now and then does not stretch it. */
export function ask(probe: Probe, withinMs: number): Promise<Answer> {
  switch (probe.kind) {
    case 'running':
      return Promise.resolve('ready');
    case 'http':
      return askHttp(probe, withinMs);
    case 'exchange':
      return exchange(probe, withinMs);
  }
}

function askHttp({ url, tls }: Probe & { kind: 'http' }, withinMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const send = tls ? getSecurely : get;
    const request = send(url, { agent: false, ...(tls && contentOf(tls)) }, (response) => {
      const { statusCode = 0 } = response;
      const answer = statusCode >= 200 && statusCode < 300 ? 'ready' : 'not ready';
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostBytes) finish(answer);
      });
      response.once('end', () => finish(response.complete ? answer : 'none'));
      response.on('error', () => finish('none'));
    });
    const late = setTimeout(() => finish('none'), withinMs);
    const finish = (answer: Answer) => {
      clearTimeout(late);
      request.destroy();
      resolve(answer);
    };
    request.on('error', () => finish('none'));
  });
}

function exchange(
  { host, port, tls, request, isWhole }: Probe & { kind: 'exchange' },
  withinMs: number,
): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = tls ? connectSecurely({ host, port, ...contentOf(tls) }) : connect({ host, port });
    const late = setTimeout(() => finish('none'), withinMs);
    const finish = (answer: Answer) => {
      clearTimeout(late);
      socket.destroy();
      resolve(answer);
    };
    let answer = Buffer.alloc(0);
    socket.once(tls ? 'secureConnect' : 'connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (isWhole(answer) || answer.length > mostBytes) finish('ready');
    });
    socket.on('error', () => finish('none'));
    socket.once('close', () => finish('none'));
  });
}

const contentOf = ({ authority, certificate, key }: ProbeTls) => ({
  ca: readFileSync(authority),
  cert: readFileSync(certificate),
  key: readFileSync(key),
});
