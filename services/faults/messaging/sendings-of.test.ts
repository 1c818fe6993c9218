import { expect, it } from 'vitest';
import { sendingsOf } from './sendings-of';

it('a record is sent once and as it is, where nobody wants a mistake', async () => {
  const record = { topic: 'orders', key: 'a', value: '{"whole":true}', carrier: {} };
  expect(await sendingsOf(record)).toEqual([record]);
});
