import { describe, expect, it } from 'vitest';
import { disagreement, Progress } from './audit';

const order = (status: 'paid' | 'cancelled' | 'pending') => ({ id: 'o', status, total_cents: 500 });
const captured = { status: 'captured', amount_cents: 500 };
const entry = (kind: string) => ({ kind, amountCents: 500 });

describe('the books of an order', () => {
  it.each([
    ['paid', [captured], ['charge']],
    ['cancelled', [{ ...captured, status: 'declined' }], ['decline']],
    ['cancelled', [{ ...captured, status: 'refunded' }], ['charge', 'refund']],
    ['cancelled', [], []],
  ] as const)('agree when it is %s, with payments %j and %j at the bank', (status, payments, kinds) => {
    expect(disagreement(order(status), payments, kinds.map(entry))).toBeUndefined();
  });

  it.each([
    ['paid', [captured], [], '0 of 500 cents taken'],
    ['paid', [captured], ['charge', 'charge'], '2 charges; 1000 of 500 cents taken'],
    ['paid', [captured, captured], ['charge'], '2 payments; payments captured, captured'],
    ['paid', [], ['charge'], 'payments none'],
    ['cancelled', [captured], ['charge'], '500 of 0 cents taken; payments captured'],
  ] as const)('do not when it is %s, with payments %j and %j at the bank', (status, payments, kinds, wrong) => {
    expect(disagreement(order(status), payments, kinds.map(entry))).toBe(`o is ${status}: ${wrong}`);
  });
});

describe('the wait for the books', () => {
  it('lasts as long as anything changes, however long that is, and ends when nothing has for a while', () => {
    let now = 0;
    const progress = new Progress(100, () => now);
    const at = (time: number, open: number) => {
      now = time;
      return progress.hasStopped(open);
    };
    expect([at(0, 9), at(100, 9), at(110, 8), at(200, 8), at(300, 7), at(400, 7), at(401, 7)]).toEqual([
      ...[false, false, false, false, false, false],
      true,
    ]);
  });
});
