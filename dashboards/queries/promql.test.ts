import { metrics } from '@sightline/catalogue';
import { describe, expect, it } from 'vitest';
import { heatmapOf, isNot, matches, orNone, quantile, rate, share, shifted, sum, total, value } from './promql';

const { ordersTotal, orderCompletionDuration, outboxPending } = metrics;

describe('PromQL from declarations', () => {
  it.each([
    [value(outboxPending), 'outbox_pending_messages{}'],
    [rate(ordersTotal, { status: 'paid' }), 'rate(ecommerce_orders_total{status="paid"}[$__rate_interval])'],
    [
      rate(ordersTotal, { status: matches('paid|pending') }),
      'rate(ecommerce_orders_total{status=~"paid|pending"}[$__rate_interval])',
    ],
    [
      rate(ordersTotal, { service_name: isNot('order') }),
      'rate(ecommerce_orders_total{service_name!="order"}[$__rate_interval])',
    ],
    [total(ordersTotal), 'increase(ecommerce_orders_total{}[$__range])'],
    [sum('x', ['a', 'b']), 'sum by (a, b) (x)'],
    [orNone('x'), 'x or vector(0)'],
    [share('a', 'b'), '(a or b * 0) / (b > 0)'],
    [
      quantile(0.95, orderCompletionDuration, { by: ['outcome'] }),
      'histogram_quantile(0.95, sum by (le, outcome) (rate(ecommerce_order_completion_duration_seconds_bucket{}[$__rate_interval]))) >= 0',
    ],
    [
      heatmapOf(orderCompletionDuration),
      'sum by (le) (increase(ecommerce_order_completion_duration_seconds_bucket{}[$__rate_interval]))',
    ],
    [shifted('sum(rate(a{b="c"}[5m])) / d{}', '1h'), 'sum(rate(a{b="c"}[5m] offset 1h)) / d{} offset 1h'],
  ])('%s', (made, expected) => expect(made).toBe(expected));

  it('escapes what would end a string early', () => {
    expect(value(ordersTotal, { service_name: 'a"b\\c' })).toBe('ecommerce_orders_total{service_name="a\\"b\\\\c"}');
  });

  it('does not compile with a label the metric lacks', () => {
    // @ts-expect-error colour is no label of it
    expect(value(ordersTotal, { colour: 'red' })).toContain('colour');
  });
});
