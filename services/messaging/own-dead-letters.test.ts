import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OwnDeadLetters } from './own-dead-letters';

let connections = 0;
/** A broker that hangs up on everybody. */
const broker = createServer((socket) => {
  connections++;
  socket.on('error', () => {}).destroy();
});
let own: OwnDeadLetters;

beforeAll(async () => {
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  const brokers = [`127.0.0.1:${(broker.address() as AddressInfo).port}`];
  own = new OwnDeadLetters({ brokers, topic: 'sightline.orders.v1' });
});
afterAll(() => {
  broker.close();
});

const answerOf = (look: Promise<unknown>) =>
  look.catch((error: { problem?: { status?: number } }) => error.problem?.status);

it('however many look at a time, Kafka is asked once; and while it is away each is told to try again', async () => {
  expect(await answerOf(own.list(5))).toBe(503);
  const once = connections;
  connections = 0;
  expect(await Promise.all([1, 2, 3].map((limit) => answerOf(own.list(limit))))).toEqual([503, 503, 503]);
  expect(connections).toBe(once);
});

it('two do not send back at a time: the second is told so', async () => {
  const first = own.replay(1);
  expect(await answerOf(own.replay(1))).toBe(409);
  expect(await answerOf(first)).toBe(503);
});
