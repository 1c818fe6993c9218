import { describe, expect, it } from 'vitest';
import { MessageRejected, publishDeadLetter } from './dead-letters';

type Batch = { topicMessages: { topic: string; messages: Record<string, unknown>[] }[] };

const deadLetterOf = async (error: unknown) => {
  const sent: Batch[] = [];
  const producer = { sendBatch: async (batch: Batch) => void sent.push(batch) } as never;
  const message = {
    key: Buffer.from('order-1'),
    value: Buffer.from('{"card":"4111111111111111"'),
    offset: '42',
    timestamp: '0',
    attributes: 0,
    headers: { 'event-id': Buffer.from('event-1') },
  };
  await publishDeadLetter(
    producer,
    { topic: 'orders', partition: 3, message },
    { reason: 'rejected', error, group: 'payment' },
  );
  return sent[0]?.topicMessages[0];
};

describe('a dead letter', () => {
  it('is the message as it came, with where it came from and why it was set aside', async () => {
    const letter = await deadLetterOf(new MessageRejected('no such order'));
    expect(letter?.topic).toBe('orders.dlt');
    expect(letter?.messages).toMatchObject([
      {
        key: 'order-1',
        value: Buffer.from('{"card":"4111111111111111"'),
        headers: {
          'event-id': 'event-1',
          'dlt-reason': 'rejected',
          'dlt-error-class': 'MessageRejected',
          'dlt-original-topic': 'orders',
          'dlt-original-partition': '3',
          'dlt-original-offset': '42',
          'dlt-consumer-group': 'payment',
        },
      },
    ]);
  });

  it('does not carry the text of the error, which may quote the message', async () => {
    const letter = await deadLetterOf(new Error('bad card 4111111111111111'));
    expect(JSON.stringify(letter?.messages[0]?.headers)).not.toContain('4111');
  });
});
