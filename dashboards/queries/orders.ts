import { metrics } from '@sightline/catalogue';
import { type Matcher, matches, orNone, perMinute, quantile, rate, share, sum, total } from './promql';

/** The steps of the funnel: how often each happened in the dashboard's time range. */
const requested = (route: Matcher, method: 'GET' | 'POST') =>
  orNone(
    sum(
      total(metrics.httpServerRequestDuration, {
        service_name: 'order',
        http_request_method: method,
        http_route: route,
        http_response_status_code: matches('2..'),
      }),
    ),
  );

export const funnel = {
  browsed: requested(matches('/products.*'), 'GET'),
  cartsFilled: requested('/carts/:id/items', 'POST'),
  checkedOut: requested(matches('/orders|/carts/:id/checkout'), 'POST'),
  accepted: orNone(sum(total(metrics.ordersTotal, { status: 'pending' }))),
  paid: orNone(sum(total(metrics.ordersTotal, { status: 'paid' }))),
};

const entered = (status: 'pending' | 'paid' | 'cancelled') => sum(rate(metrics.ordersTotal, { status }));

export const cancelled = orNone(entered('cancelled'));
export const ordersPerMinute = perMinute(sum(rate(metrics.ordersTotal), ['status']));
export const ordersByMethod = perMinute(sum(rate(metrics.ordersTotal, { status: 'pending' }), ['payment_method']));
export const paidShare = share(entered('paid'), sum(rate(metrics.orderCompletionDuration)));

/** Seconds from the answer "accepted" to the final state, across both services and Kafka. */
export const completion = (q: number) => quantile(q, metrics.orderCompletionDuration);
export const completionByOutcome = (q: number) => quantile(q, metrics.orderCompletionDuration, { by: ['outcome'] });

export const cancellations = perMinute(sum(rate(metrics.orderCancellations), ['reason']));
export const revenuePerMinute = perMinute(sum(rate(metrics.revenue), ['currency']));
export const revenue = sum(total(metrics.revenue), ['currency']);

/** Per visit to the products, how many orders were accepted. */
export const conversion = `${sum(total(metrics.ordersTotal, { status: 'pending' }))} / ${sum(
  total(metrics.httpServerRequestDuration, {
    service_name: 'order',
    http_request_method: 'GET',
    http_route: matches('/products.*'),
  }),
)}`;
