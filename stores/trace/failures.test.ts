import { describe, expect, it } from 'vitest';
import { epoch, type MadeSpan, madeSpan } from '../testing/made-span';
import { failures } from './failures';
import { spanTree } from './span-tree';

const failuresOf = (...spans: MadeSpan[]) =>
  failures(spanTree({ spans: spans.map(madeSpan), logs: [] })).map(({ span, reason, outcome }) => ({
    name: span.name,
    reason,
    outcome,
  }));

const failed = { status: 'error' } as const;

describe('the failures of a trace', () => {
  it('are the spans in which they began, not those that only passed them on', () => {
    expect(
      failuresOf(
        { id: 'request', ms: [0, 9], ...failed, statusMessage: 'Internal Server Error' },
        { id: 'query', under: 'request', ms: [1, 2], ...failed, statusMessage: 'relation "orders" does not exist' },
      ),
    ).toEqual([{ name: 'query', reason: 'relation "orders" does not exist', outcome: 'stands' }]);
  });

  it('were retried when the same, or what it was part of, went well afterwards', () => {
    const [first] = failuresOf(
      { id: 'charge', ms: [0, 9] },
      { id: '1', under: 'charge', ms: [1, 2], name: 'bank charge', ...failed },
      { id: '1a', under: '1', ms: [1, 2], name: 'POST', ...failed },
      { id: '2', under: 'charge', ms: [3, 4], name: 'bank charge' },
      { id: '2a', under: '2', ms: [3, 4], name: 'POST' },
    );
    expect(first).toMatchObject({ name: 'POST', outcome: 'retried' });
  });

  it('were handled when they did not make the caller fail', () => {
    const [first] = failuresOf(
      { id: 'bank charge', ms: [0, 9] },
      { id: 'POST', under: 'bank charge', ms: [1, 2], ...failed, attributes: { 'http.response.status_code': 402 } },
    );
    expect(first).toEqual({ name: 'POST', reason: 'answered with 402', outcome: 'handled' });
  });

  it('give the reason from the status, else from the exception, else from the response', () => {
    const exception = { name: 'exception', timeUnixNano: epoch, attributes: { 'exception.message': 'socket hang up' } };
    expect(failuresOf({ id: 'a', ms: [0, 1], ...failed, events: [exception] })[0]?.reason).toBe('socket hang up');
    expect(
      failuresOf({ id: 'a', ms: [0, 1], ...failed, attributes: { 'http.response.status_code': 503 } })[0]?.reason,
    ).toBe('answered with 503');
  });
});
