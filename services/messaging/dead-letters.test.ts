import fc from 'fast-check';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import decodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/decoder.js';
import encodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
import { describe, expect, it } from 'vitest';
import { deadLetterHeaders, MessageRejected, publishDeadLetter } from './dead-letters';
import { deadLetterOf, originalHeaders } from './replay';

interface Sent {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: IHeaders;
}
interface Batch {
  readonly topicMessages: { readonly topic: string; readonly messages: Sent[] }[];
  readonly compression?: number;
}

const messageOf = (message: Partial<KafkaMessage>): KafkaMessage =>
  ({ key: null, value: null, offset: '42', timestamp: '0', attributes: 0, headers: {}, ...message }) as KafkaMessage;

const whole = messageOf({
  key: Buffer.from('order-1'),
  value: Buffer.from('{"card":"4111111111111111"'),
  headers: { 'event-id': Buffer.from('event-1') },
});

/** A broker that takes so many bytes at once, and says so as kafkajs tells it. */
function broker(takes = Number.POSITIVE_INFINITY) {
  const sent: Batch[] = [];
  const sendBatch = async (batch: Batch) => {
    const [message] = batch.topicMessages[0]?.messages ?? [];
    const record = encodeRecord({ offsetDelta: 0, timestampDelta: 0, ...message }).buffer.length;
    if (record > takes)
      throw Object.assign(new Error('The request included a message larger than the max message size'), {
        name: 'KafkaJSProtocolError',
        type: 'MESSAGE_TOO_LARGE',
        retriable: false,
      });
    sent.push(batch);
  };
  return { sent, producer: { sendBatch } as never };
}

async function setAside(
  message: KafkaMessage,
  { takes, error = new Error('x') }: { takes?: number; error?: unknown } = {},
) {
  const { sent, producer } = broker(takes);
  const failure = { reason: 'rejected', error, group: 'payment' } as const;
  const extent = await publishDeadLetter(producer, { topic: 'orders', partition: 3, message }, failure);
  const [{ topic, messages: [letter] = [] } = { topic: '' }] = sent[0]?.topicMessages ?? [];
  return { extent, topic, letter: letter as Sent, batch: sent[0] as Batch };
}

/** As another consumer reads it. */
function read({ key, value, headers }: Sent) {
  const encoded = new Decoder(encodeRecord({ offsetDelta: 0, timestampDelta: 0, key, value, headers }).buffer);
  return decodeRecord(new Decoder(encoded.readVarIntBytes()), {
    firstOffset: '0',
    firstTimestamp: '0',
  }) as KafkaMessage;
}

describe('a dead letter', () => {
  it('is the message as it came, with where it came from and why it was set aside', async () => {
    const { topic, letter, extent } = await setAside(whole, { error: new MessageRejected('no such order') });
    expect(topic).toBe('orders.dlt');
    expect(extent).toBe('whole');
    expect(letter).toMatchObject({
      key: whole.key,
      value: whole.value,
      headers: {
        'event-id': Buffer.from('event-1'),
        'dlt-reason': 'rejected',
        'dlt-error-class': 'MessageRejected',
        'dlt-original-topic': 'orders',
        'dlt-original-partition': '3',
        'dlt-original-offset': '42',
        'dlt-consumer-group': 'payment',
        'dlt-kept': 'whole',
      },
    });
  });

  it('does not carry the text of the error, which may quote the message', async () => {
    const { letter } = await setAside(whole, { error: new Error('bad card 4111111111111111') });
    expect(JSON.stringify(letter.headers)).not.toContain('4111');
  });

  const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
  const headerName = fc.oneof(
    fc.constantFrom('traceparent', 'Traceparent', 'baggage', 'event-type', 'constructor', '__proto__', 'toString', '1'),
    fc.string({ minLength: 1, maxLength: 20 }).filter((name) => !name.startsWith('dlt-')),
  );
  const headers = fc.array(fc.tuple(headerName, fc.oneof(bytes, fc.array(bytes, { minLength: 2, maxLength: 3 }))));

  it('keeps any key, value and headers byte for byte, and gives them back to whoever replays it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.option(bytes), fc.option(bytes), headers, async (key, value, pairs) => {
        const came = read({ key, value, headers: Object.fromEntries(pairs) as IHeaders });

        const { letter } = await setAside(came);
        const kept = read(letter);

        expect({ key: kept.key, value: kept.value }).toEqual({ key, value });
        const given = originalHeaders(kept);
        for (const [name, header] of new Map(pairs)) expect(given[name]).toEqual(header);
      }),
      { numRuns: 300 },
    );
  });

  it('is shown without what is secret or personal, wherever its sender put that', () => {
    const names = ['event-id', 'event-type', ...Object.values(deadLetterHeaders), 'x-made-up'];
    for (const secret of [
      '4111 1111 1111 1111',
      '4111111111111111',
      'jane.doe@example.com',
      'Bearer abc123DEF456ghi789',
    ]) {
      const headers = Object.fromEntries(names.map((name) => [name, Buffer.from(`it is ${secret}.`)]));
      const shown = JSON.stringify(deadLetterOf(messageOf({ key: Buffer.from(secret), headers })));
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain('abc123DEF456ghi789');
    }
  });

  it('can be made of headers without a value too', async () => {
    const headers = { 'event-type': null, 'x-two': [null, Buffer.from('b')] } as unknown as IHeaders;
    const { letter } = await setAside(messageOf({ headers }));
    expect(read(letter).headers).toMatchObject({
      'event-type': Buffer.from(''),
      'x-two': [Buffer.from(''), Buffer.from('b')],
    });
  });

  it('goes on in the trace it was set aside in when it came without a context, and in its own when it had one', () => {
    const ours = { 'dlt-traceparent': 'ours', 'dlt-reason': 'invalid' };
    expect(originalHeaders({ headers: ours })).toEqual({ traceparent: 'ours' });
    expect(originalHeaders({ headers: { Traceparent: 'theirs', ...ours } })).toEqual({ Traceparent: 'theirs' });
  });
});

describe('a message that the broker does not take back', () => {
  const MEGABYTE = 1_000_000;
  const large = (size: number) => Buffer.alloc(size, 'a');

  it('is sent compressed when it is large', async () => {
    const { batch, extent } = await setAside(messageOf({ value: large(1.2 * MEGABYTE) }));
    expect({ compression: batch.compression, extent }).toEqual({ compression: 1, extent: 'whole' });
  });

  it.each([
    ['its value', { value: large(1.2 * MEGABYTE) }],
    ['its key', { key: large(1.2 * MEGABYTE) }],
    ['a header', { headers: { 'x-large': large(1.2 * MEGABYTE) } }],
    ['one of many values of a header', { headers: { 'x-large': [Buffer.from('a'), large(1.2 * MEGABYTE)] } }],
    ['the name of a header', { headers: { ['x'.repeat(1.2 * MEGABYTE)]: 'a' } }],
    [
      'the number of its headers',
      { headers: Object.fromEntries([...Array(20_000).keys()].map((n) => [`x-${n}`, large(60)])) },
    ],
    ['a value that is not even tried', { value: large(40 * MEGABYTE) }],
  ])('because of %s is kept in part', async (_, content) => {
    const { extent, letter } = await setAside(messageOf(content), { takes: MEGABYTE });
    expect(extent).toBe('part');
    expect(letter.headers).toMatchObject({ 'dlt-kept': 'part', 'dlt-original-offset': '42' });
  });

  it('is kept as its place when even a part is refused', async () => {
    const { extent, letter } = await setAside(messageOf({ value: large(MEGABYTE) }), { takes: 1_000 });
    expect(extent).toBe('place');
    expect(letter).toMatchObject({
      key: null,
      value: null,
      headers: { 'dlt-original-partition': '3', 'dlt-original-offset': '42' },
    });
  });

  it('because it is away is not cut down for that', async () => {
    const away = Object.assign(new Error('Connection error'), { name: 'KafkaJSConnectionError', retriable: true });
    const gaveUp = Object.assign(new Error('gave up', { cause: away }), {
      name: 'KafkaJSNumberOfRetriesExceeded',
      retriable: false,
    });
    const producer = { sendBatch: () => Promise.reject(gaveUp) } as never;
    const failure = { reason: 'rejected', error: undefined, group: 'payment' } as const;
    await expect(publishDeadLetter(producer, { topic: 'orders', partition: 3, message: whole }, failure)).rejects.toBe(
      gaveUp,
    );
  });
});
