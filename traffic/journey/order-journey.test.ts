import { spanTree } from '@sightline/stores';
import { type MadeSpan, madeSpan } from '@sightline/stores/testing';
import { describe, expect, it } from 'vitest';
import { findHops } from './order-journey';

const orders = { 'messaging.destination.name': 'sightline.orders.v1' };

const whole: readonly MadeSpan[] = [
  {
    id: 'request',
    ms: [0, 10],
    name: 'POST /orders',
    kind: 'server',
    attributes: { 'http.request.method': 'POST', 'http.route': '/orders' },
  },
  { id: 'handler', under: 'request', ms: [1, 9], name: 'create' },
  { id: 'place', under: 'handler', ms: [2, 8], name: 'order place' },
  { id: 'wait', under: 'place', ms: [7, 12], name: 'outbox wait' },
  { id: 'send', under: 'wait', ms: [12, 14], name: 'send sightline.orders.v1', kind: 'producer', attributes: orders },
  {
    id: 'process',
    under: 'send',
    ms: [15, 30],
    service: 'payment',
    name: 'process sightline.orders.v1',
    kind: 'consumer',
    attributes: orders,
  },
];

const found = (spans: readonly MadeSpan[]) =>
  findHops(spanTree({ spans: spans.map(madeSpan), logs: [] }))
    .filter(({ node }) => node)
    .map(({ expected }) => expected.hop);

describe("the hops of an order's trace", () => {
  it('are found where they belong, however many spans of the framework lie between', () => {
    expect(found(whole)).toEqual([
      'request',
      'order placed',
      'outbox of order',
      'order.created sent',
      'order.created taken',
    ]);
  });

  it('do not count when they hang in the wrong place: a consumer must be a child of its producer', () => {
    const misplaced = whole.map((span) => (span.id === 'process' ? { ...span, under: 'wait' } : span));
    expect(found(misplaced)).not.toContain('order.created taken');
  });

  it('do not count from another service', () => {
    const foreign = whole.map((span) => (span.id === 'process' ? { ...span, service: 'order' } : span));
    expect(found(foreign)).not.toContain('order.created taken');
  });

  it('are those from which it went on, where a sending was cut and done again', () => {
    const cut: readonly MadeSpan[] = [
      { id: 'cut-wait', under: 'place', ms: [7, 9], name: 'outbox wait' },
      {
        id: 'cut-send',
        under: 'cut-wait',
        ms: [9, 10],
        name: 'send sightline.orders.v1',
        kind: 'producer',
        attributes: orders,
      },
    ];
    for (const spans of [
      [...cut, ...whole],
      [...whole, ...cut],
    ])
      expect(found(spans)).toEqual(found(whole));
  });
});
