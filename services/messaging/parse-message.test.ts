import { randomUUID } from 'node:crypto';
import { ordersTopic } from '@sightline/contracts';
import { describe, expect, it } from 'vitest';
import { parseMessage } from './parse-message';

const event = {
  eventId: randomUUID(),
  type: 'order.created',
  occurredAt: new Date().toISOString(),
  orderId: randomUUID(),
  totalCents: 1250,
  currency: 'EUR',
  paymentMethod: 'card',
  paymentToken: 'tok_secret',
};

const parse = (value: unknown) => parseMessage(ordersTopic, Buffer.from(JSON.stringify(value)));

const failureOf = (value: Buffer | null) => {
  try {
    parseMessage(ordersTopic, value);
  } catch (error) {
    return error;
  }
  throw new Error('the message was read');
};

describe('a message', () => {
  it('is read as its contract says', () => {
    expect(parse(event)).toEqual(event);
  });

  it('may have fields this reader does not know: they are dropped', () => {
    expect(parse({ ...event, addedLater: true })).toEqual(event);
  });

  it.each([
    ['not JSON', Buffer.from('{"paymentToken": "tok_secret"')],
    ['empty', Buffer.from('')],
    ['a tombstone', null],
  ])('that is %s is malformed', (_, value) => {
    expect(failureOf(value)).toMatchObject({ reason: 'malformed', message: 'Not JSON' });
  });

  it('that lacks a field is invalid; the error names the field and quotes nothing', () => {
    const failure = failureOf(Buffer.from(JSON.stringify({ ...event, totalCents: 'tok_secret' })));
    expect(failure).toMatchObject({ reason: 'invalid', message: expect.stringContaining('totalCents') });
    expect(String(failure)).not.toContain('tok_secret');
  });
});
