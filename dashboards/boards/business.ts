import { metrics } from '@sightline/catalogue';
import type { Board } from '../board';
import { wide } from '../layout';
import { toDashboard } from '../links';
import { barGauge } from '../panels/bar-gauge';
import { stat } from '../panels/stat';
import { promql } from '../panels/targets';
import { floor } from '../panels/thresholds';
import { timeSeries } from '../panels/time-series';
import * as orders from '../queries/orders';
import * as payments from '../queries/payments';
import { max, perMinute, quantile, rate, sum, total, value } from '../queries/promql';
import { units } from '../units';

const toJourney = toDashboard('order-journey', 'Order journey');
const toService = toDashboard('service', 'Order service', { service: 'order' });
const additions = sum(rate(metrics.cartAdditions));

export const board: Board = {
  title: 'Business',
  description:
    'What the shop earns and how people use it, live. For the product owner, and for the engineer who asks what an outage costs.',
  tags: ['orders'],
  rows: [
    {
      title: 'Now',
      lines: [
        [
          stat({
            title: 'Revenue',
            description: 'Value of the orders paid in this time range.',
            unit: units.euros,
            queries: [promql('{{currency}}', orders.revenue)],
            next: toJourney,
          }),
          stat({
            title: 'Orders accepted',
            description: 'In this time range.',
            unit: units.count,
            decimals: 0,
            queries: [promql('accepted', orders.funnel.accepted)],
            next: toJourney,
          }),
          stat({
            title: 'Conversion',
            description:
              'Orders per look at the products. It falls when something between product and payment is slow or broken.',
            unit: units.share,
            queries: [promql('conversion', orders.conversion)],
            next: toJourney,
          }),
          stat({
            title: 'Orders paid',
            description: 'Share of the settled orders that were paid. Seeds of the shop: four in five.',
            unit: units.share,
            thresholds: floor({ warn: 0.8, bad: 0.5 }),
            queries: [promql('paid', orders.paidShare)],
            next: toJourney,
          }),
          stat({
            title: 'Active users',
            description: 'Different sessions of the last five minutes.',
            unit: units.count,
            queries: [promql('users', max(value(metrics.activeUsers)))],
            next: toService,
          }),
          stat({
            title: 'Mean cart',
            description: 'Mean value of the open carts.',
            unit: units.euros,
            queries: [promql('{{currency}}', max(value(metrics.avgCartValue), ['currency']))],
            next: toJourney,
          }),
        ],
      ],
    },
    {
      title: 'Orders and money',
      lines: [
        [
          timeSeries({
            title: 'Revenue per minute',
            description: 'Value of the orders paid. What an incident costs is the dent in this line.',
            unit: units.eurosPerMinute,
            queries: [promql('{{currency}}', orders.revenuePerMinute)],
            next: toJourney,
          }),
          timeSeries({
            title: 'Orders per minute',
            description:
              'By state. Cancelled rising while pending stays is a payment problem; all falling together is a shop problem.',
            unit: units.perMinute,
            queries: [promql('{{status}}', orders.ordersPerMinute)],
            next: toJourney,
          }),
          timeSeries({
            title: 'Payments per minute',
            description: 'What the gateway answered: captured is money, declined is a customer to win back.',
            unit: units.perMinute,
            queries: [promql('{{status}}', payments.paymentsPerMinute)],
            next: toJourney,
          }),
        ],
        [
          timeSeries({
            title: 'Payment methods',
            description:
              'Accepted orders per minute by the way they are paid. One method that falls alone points at its provider.',
            unit: units.perMinute,
            stacked: true,
            queries: [promql('{{payment_method}}', orders.ordersByMethod)],
            next: toJourney,
          }),
          barGauge({
            title: 'Payment methods in this time range',
            description: 'Accepted orders by the way they are paid.',
            unit: units.count,
            queries: [
              promql('{{payment_method}}', sum(total(metrics.ordersTotal, { status: 'pending' }), ['payment_method'])),
            ],
            next: toJourney,
          }),
        ],
      ],
    },
    {
      title: 'How people shop',
      lines: [
        [
          timeSeries({
            title: 'Active users',
            description: 'Different sessions of the last five minutes.',
            unit: units.count,
            queries: [promql('users', max(value(metrics.activeUsers)))],
            next: toService,
          }),
          timeSeries({
            title: 'Lines put into carts',
            description: 'Per minute. It leads orders by a few minutes: an early sign, both ways.',
            unit: units.perMinute,
            queries: [promql('lines', perMinute(additions))],
            next: toJourney,
          }),
          timeSeries({
            title: 'Mean cart',
            description: 'Mean value of the open carts. A step is a change of prices or of the assortment.',
            unit: units.euros,
            queries: [promql('{{currency}}', max(value(metrics.avgCartValue), ['currency']))],
            next: toJourney,
          }),
          wide(
            timeSeries({
              title: 'How long people wait (p95)',
              description: 'What a shopper feels, route by route. Slow pages sell less long before they fail.',
              unit: units.seconds,
              queries: [
                promql(
                  '{{method}} {{route}}',
                  quantile(0.95, metrics.ecommerceRequestDuration, { by: ['method', 'route'] }),
                ),
              ],
              next: toService,
            }),
            1.5,
          ),
        ],
      ],
    },
  ],
};
