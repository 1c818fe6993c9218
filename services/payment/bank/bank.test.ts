import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HangingPeer, hangingPeer, trickling } from '../../../observability/testing/hanging-peer';
import { Bank } from './bank';

type Answer = { status: number; body?: object } | 'silence' | 'half an answer' | 'a body without end';

let server: Server;
let answers: Answer[];
let asked: IncomingMessage[];

/** Answers with these one after the other, the last of them for ever. */
beforeEach(async () => {
  answers = [];
  asked = [];
  server = createServer((request, response) => {
    asked.push(request);
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 'silence';
    if (answer === 'silence') return;
    if (typeof answer === 'string') {
      response
        .writeHead(answer === 'half an answer' ? 201 : 503, { 'content-type': 'application/json' })
        .write('{"status"');
      if (answer === 'a body without end') setInterval(() => response.write(' '), 20).unref();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const bank = ({ timeoutMs = 5_000 } = {}) =>
  new Bank({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, timeoutMs, concurrency: 20 });

const charge = {
  paymentId: 'payment-1',
  orderId: 'order-1',
  amountCents: 100,
  currency: 'EUR',
  token: 'tok_ok',
} as const;

const captured = { status: 201, body: { status: 'captured' } };
const unavailable = { status: 503 };

describe('a call to the bank', () => {
  it('is repeated after a failure, with the same key', async () => {
    answers = [unavailable, captured];
    expect(await bank().charge(charge)).toBe('captured');
    expect(asked.map(({ headers }) => headers['idempotency-key'])).toEqual(['payment-1', 'payment-1']);
  });

  it.each<Answer>(['silence', 'half an answer', 'a body without end'])('is repeated after %s', async (hang) => {
    answers = [hang, captured];
    expect(await bank({ timeoutMs: 200 }).charge(charge)).toBe('captured');
  });

  it('fails after three attempts', async () => {
    answers = [unavailable];
    await expect(bank().charge(charge)).rejects.toThrow('503');
    expect(asked).toHaveLength(3);
  });

  it('takes a decline for an answer', async () => {
    answers = [{ status: 402, body: { status: 'declined' } }];
    expect(await bank().charge(charge)).toBe('declined');
    expect(asked).toHaveLength(1);
  });

  it('is not repeated when the bank does not accept how it is asked', async () => {
    answers = [{ status: 400 }];
    await expect(bank().charge(charge)).rejects.toThrow('400');
    expect(asked).toHaveLength(1);
  });

  it('gives back under a key of its own', async () => {
    answers = [{ status: 200, body: { status: 'voided' } }];
    expect(await bank().refund(charge)).toBe('voided');
    expect(asked[0]?.headers['idempotency-key']).toBe('payment-1:refund');
  });
});

describe('a bank that fails again and again', () => {
  it('is left alone for a while', async () => {
    answers = [unavailable];
    const failing = bank();
    await Promise.allSettled(Array.from({ length: 10 }, () => failing.charge(charge)));
    const before = asked.length;
    await expect(failing.charge(charge)).rejects.toThrow('breaker is open');
    expect(asked).toHaveLength(before);
  });
});

describe('a bank that hangs', () => {
  let peer: HangingPeer;
  afterEach(() => peer.close());

  it.each<[string, Parameters<typeof hangingPeer>[0]]>([
    ['accepts and never answers', undefined],
    ['trickles its headers', trickling(['HTTP/1.1 201 Created\r\nx-a: ', 'a'])],
    ['trickles its body', trickling(['HTTP/1.1 201 Created\r\ncontent-length: 1000\r\n\r\n', ' '])],
  ])('as one that %s, is told as one in time, and not held on to', async (_, meet) => {
    peer = await hangingPeer(meet);
    const hanging = new Bank({ url: `http://${peer.address}`, timeoutMs: 100, concurrency: 20 });
    const began = performance.now();
    await expect(hanging.charge(charge)).rejects.toThrow('timed out');
    // Three attempts, and the pauses between them.
    expect(performance.now() - began).toBeLessThan(3_000);
    // None of the three is kept; a fresh one may be, for a while.
    await expect.poll(() => peer.open.size).toBeLessThanOrEqual(1);
  });
});
