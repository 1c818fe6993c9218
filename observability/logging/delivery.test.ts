import { expect, test, vi } from 'vitest';
import { Delivery } from './delivery';

const streamOf = (line: string) => ({ stream: { level: 'info' }, values: [['1764000000000000000', line]] });
const batch = (...lines: string[]) => ({ body: JSON.stringify({ streams: lines.map(streamOf) }) });

const linesIn = (body: string) =>
  (JSON.parse(body) as { streams: ReturnType<typeof streamOf>[] }).streams.map(({ values }) => values[0]?.[1]);

function deliveryTo(answers: (number | Error)[], maxWaiting = 100) {
  const bodies: unknown[] = [];
  const dropped = vi.fn();
  const fetch = (async (_: unknown, init: RequestInit) => {
    const answer = answers.shift() ?? 204;
    if (answer instanceof Error) throw answer;
    if (answer < 400) bodies.push(linesIn(String(init.body)));
    return new Response(null, { status: answer });
  }) as typeof globalThis.fetch;
  return { bodies, dropped, delivery: new Delivery({ maxWaiting, attemptTimeout: 1_000, fetch, dropped }) };
}

test('a batch is sent again until the collector takes it', async () => {
  const { delivery, bodies, dropped } = deliveryTo([new Error('refused'), 503, 429, 204]);
  await delivery.send('http://collector', batch('a'));

  expect(bodies).toEqual([['a']]);
  expect(dropped).not.toHaveBeenCalled();
});

test('the order of the records stays when one batch has to wait', async () => {
  const { delivery, bodies } = deliveryTo([503, 204, 204]);
  await Promise.all([delivery.send('http://collector', batch('a')), delivery.send('http://collector', batch('b'))]);

  expect(bodies).toEqual([['a'], ['b']]);
});

test('what the collector refuses for good is dropped and counted', async () => {
  const { delivery, dropped } = deliveryTo([400]);
  await delivery.send('http://collector', batch('a', 'b'));

  expect(dropped).toHaveBeenCalledExactlyOnceWith(2, 'refused');
});

test('what does not fit the bound is dropped and counted at once', async () => {
  const { delivery, bodies, dropped } = deliveryTo([503, 204], 2);
  const first = delivery.send('http://collector', batch('a', 'b'));
  await delivery.send('http://collector', batch('c'));

  expect(dropped).toHaveBeenCalledExactlyOnceWith(1, 'buffer_full');
  await first;
  expect(bodies).toEqual([['a', 'b']]);
});

test('records are counted, whatever their lines say', async () => {
  const { delivery, dropped } = deliveryTo([400]);
  await delivery.send(
    'http://collector',
    batch('{"stream":{"level":"info"}}', '"},{"stream":{', '{\\"stream\\":{', ''),
  );

  expect(dropped).toHaveBeenCalledExactlyOnceWith(4, 'refused');
});

test('closing gives what is sent meanwhile no time of its own', async () => {
  const { delivery, dropped } = deliveryTo(Array.from({ length: 100 }, () => new Error('refused')));
  const before = delivery.send('http://collector', batch('a'));
  await delivery.close(
    20,
    Promise.resolve().then(() => delivery.send('http://collector', batch('b'))),
  );
  await before;

  expect(dropped.mock.calls).toEqual([
    [1, 'unreachable'],
    [1, 'unreachable'],
  ]);
});

test('closing waits for what is under way, then gives up and counts it', async () => {
  const { delivery, dropped } = deliveryTo(Array.from({ length: 100 }, () => new Error('refused')));
  const sent = delivery.send('http://collector', batch('a'));
  await delivery.close(20);
  await sent;

  expect(dropped).toHaveBeenCalledExactlyOnceWith(1, 'unreachable');
});
