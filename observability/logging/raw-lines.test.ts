import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { pinoLoki } from 'pino-loki';
import { expect, test } from 'vitest';
import { Receiver } from '../testing/receiver';
import { sentText, withRawLines } from './raw-lines';

interface Push {
  readonly streams: { readonly stream: Record<string, string>; readonly values: [string, string][] }[];
}

async function pushed(...lines: string[]): Promise<Push['streams']> {
  const receiver = new Receiver();
  const host = await receiver.start();
  const stream = withRawLines(
    pinoLoki({ host, labels: { service_name: 'order' }, propsToLabels: ['level'], logFormat: sentText }),
  );
  const ended = once(stream, 'close');
  stream.end(lines.map((line) => `${line}\n`).join(''));
  await ended;
  await receiver.stop();
  return receiver.bodies.flatMap((body) => (JSON.parse(body) as Push).streams);
}

const line = (level: string, time: number, rest: object) =>
  `{"level":"${level}","time":${time},${JSON.stringify(rest).slice(1)}`;

test('a line is pushed as it was written, with its level and its time to the microsecond', async () => {
  const texts = [
    line('info', 1_764_000_000_123_456, { message: 'Made', 'order.id': 'o-1' }),
    line('error', 1_764_000_000_123_457, { message: 'a "quote", a \\, a \n break', 'thing.cost': 1e21 }),
    line('warn', 1_764_000_000_999_999, {
      message: 'Grüße, 世界 \u2028 \ud83d\ude00',
      level: 'of its own',
      time: 1,
      hostname: 'h',
    }),
    line('info', 1_764_000_001_000_000, { message: 'x'.repeat(20_000) }),
  ];

  expect(await pushed(...texts)).toEqual(
    texts.map((text, at) => ({
      stream: { level: ['info', 'error', 'warn', 'info'][at], service_name: 'order' },
      values: [[`${['1764000000123456', '1764000000123457', '1764000000999999', '1764000001000000'][at]}000`, text]],
    })),
  );
});

test('a line that begins otherwise is pushed all the same; what is no line of JSON is not', async () => {
  const other = '{"time":1764000000123456,"level":"info","message":"Made"}';

  expect((await pushed(other, 'no JSON', '')).map(({ values }) => JSON.parse(values[0]?.[1] ?? ''))).toEqual([
    JSON.parse(other),
  ]);
});

test('a stream that is built otherwise keeps what it has', () => {
  const stream = new PassThrough();

  expect(withRawLines(stream)).toBe(stream);
  expect('mapper' in stream).toBe(false);
});
