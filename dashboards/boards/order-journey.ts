import { logEvents, metrics } from '@sightline/catalogue';
import type { Board } from '../board';
import { wide } from '../layout';
import { toDashboard, toLogs } from '../links';
import { barGauge } from '../panels/bar-gauge';
import { heatmap } from '../panels/heatmap';
import { logs } from '../panels/logs';
import { stat } from '../panels/stat';
import { promql } from '../panels/targets';
import { ceiling, none } from '../panels/thresholds';
import { timeSeries } from '../panels/time-series';
import { event, events } from '../queries/logs';
import * as messaging from '../queries/messaging';
import * as orders from '../queries/orders';
import * as payments from '../queries/payments';
import { heatmapOf } from '../queries/promql';
import { units } from '../units';

const toKafka = toDashboard('kafka', 'Kafka and outbox');
const toPayment = toDashboard('service', 'Payment service', { service: 'payment' });
const toIncident = toDashboard('incident', 'Incident');
const toDeclined = toLogs('Declined payments', event(logEvents.paymentDeclined));
const toDeadLetters = toLogs('Dead-lettered messages', event(logEvents.messageDeadLettered));

export const board: Board = {
  title: 'Order journey',
  description:
    'An order from the first look at a product to its final state: where people leave, where orders wait, what goes wrong.',
  tags: ['orders'],
  rows: [
    {
      title: 'From browsing to paid',
      lines: [
        [
          wide(
            barGauge({
              title: 'Funnel',
              description:
                'How often each step happened in this time range, top to bottom. The step where the bar shrinks most is where customers or orders are lost.',
              unit: units.count,
              queries: [
                promql('looked at products', orders.funnel.browsed),
                promql('filled a cart', orders.funnel.cartsFilled),
                promql('checked out', orders.funnel.checkedOut),
                promql('accepted', orders.funnel.accepted),
                promql('paid', orders.funnel.paid),
              ],
              next: toDashboard('business', 'Business'),
            }),
          ),
          wide(
            timeSeries({
              title: 'Orders by state',
              description:
                'Orders that entered a state, per minute. Pending and paid must run side by side; a gap between them is orders on their way, or stuck.',
              unit: units.perMinute,
              queries: [promql('{{status}}', orders.ordersPerMinute)],
              next: toDashboard('business', 'Business'),
            }),
          ),
        ],
        [
          stat({
            title: 'To the final state (p50)',
            description: 'Half of the orders are settled within this time.',
            unit: units.seconds,
            queries: [promql('p50', orders.completion(0.5))],
            next: toIncident,
          }),
          stat({
            title: 'To the final state (p99)',
            description: 'Ninety-nine of a hundred are settled within this time. Ten seconds are promised.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 5, bad: 10 }),
            queries: [promql('p99', orders.completion(0.99))],
            next: toIncident,
          }),
          stat({
            title: 'Payments declined',
            description:
              "Share of the payments the bank refused, or that could not be made. Some are normal; a jump is a fault, ours or the bank's.",
            unit: units.share,
            thresholds: ceiling({ warn: 0.3, bad: 0.5 }),
            queries: [promql('declined', payments.declinedShare)],
            next: toDeclined,
          }),
          stat({
            title: 'Dead letters',
            description:
              'Messages set aside in this time range. Each is an order that waits for somebody: `sightline dlq list`.',
            unit: units.count,
            thresholds: none,
            queries: [promql('dead letters', messaging.deadLetters)],
            next: toDeadLetters,
          }),
        ],
      ],
    },
    {
      title: 'Where orders wait',
      lines: [
        [
          timeSeries({
            title: 'In which hop (p95)',
            description:
              'The parts of the way from "accepted" to the final state. The highest line is where to look first: outbox, handling a message, or the bank.',
            unit: units.seconds,
            queries: [
              promql('outbox to Kafka', messaging.outboxDelayOverall(0.95)),
              promql('handling a message', messaging.processingOverall(0.95)),
              promql('bank, {{operation}}', payments.bankLatency(0.95)),
              promql('the whole way', orders.completion(0.95)),
            ],
            next: toKafka,
          }),
          heatmap({
            title: 'From accepted to settled',
            description:
              'Each column a moment, each cell the number of orders that took so long. A second band far up is the orders that were retried or timed out.',
            unit: units.seconds,
            expr: heatmapOf(metrics.orderCompletionDuration),
            next: toIncident,
          }),
          timeSeries({
            title: 'Time by outcome (p95)',
            description:
              'Paid orders against cancelled ones. Cancelled ones that take long were tried again and again first.',
            unit: units.seconds,
            thresholds: ceiling({ warn: 5, bad: 10 }),
            queries: [promql('{{outcome}}', orders.completionByOutcome(0.95))],
            next: toIncident,
          }),
        ],
      ],
    },
    {
      title: 'At the bank',
      lines: [
        [
          timeSeries({
            title: 'Attempts by outcome',
            description:
              'Calls to the bank per second. Error and timeout are tried again; rejected means that our own bulkhead or circuit breaker refused.',
            unit: units.requestsPerSecond,
            queries: [promql('{{outcome}}', payments.bankAttempts), promql('repeated', payments.bankRetries)],
            next: toPayment,
          }),
          timeSeries({
            title: 'Circuit breaker',
            description:
              '1 marks the state it is in. Open: the bank is left alone for a while, and every charge is refused at once.',
            unit: units.factor,
            queries: [promql('{{state}}', payments.breakerState)],
            next: toLogs(
              'What the breaker did',
              events(
                logEvents.circuitBreakerOpened,
                logEvents.circuitBreakerHalfOpened,
                logEvents.circuitBreakerClosed,
              ),
            ),
          }),
          timeSeries({
            title: 'Bulkhead',
            description:
              'Calls to the bank under way and waiting for a place. A queue that stands means the bank is slower than orders come in.',
            unit: units.count,
            queries: [promql('under way', payments.bulkheadExecuting), promql('waiting', payments.bulkheadQueued)],
            next: toPayment,
          }),
        ],
      ],
    },
    {
      title: 'What went wrong',
      lines: [
        [
          timeSeries({
            title: 'Cancelled, by reason',
            description:
              'Orders cancelled per minute. payment_timeout means that nobody answered in time: look for lag or a dead consumer.',
            unit: units.perMinute,
            queries: [
              promql('{{reason}}', orders.cancellations),
              promql('cancelled in all', `(${orders.cancelled}) * 60`),
            ],
            next: toDeclined,
          }),
          timeSeries({
            title: 'Tried again, delivered twice, set aside',
            description:
              'What at-least-once delivery looks like. Retries come and go; dead letters stay until somebody replays them.',
            unit: units.perSecond,
            queries: [
              promql('retries', messaging.retries),
              promql('duplicates', messaging.duplicates),
              promql('dead letters', messaging.deadLettersRate),
            ],
            next: toKafka,
          }),
          wide(
            logs({
              title: 'Orders that were not paid',
              description: 'Open a line: its trace_id leads through both services to the answer of the bank.',
              expr: events(
                logEvents.orderCancelled,
                logEvents.paymentDeclined,
                logEvents.messageDeadLettered,
                logEvents.bankAttemptFailed,
              ),
              next: toDashboard('logs', 'Logs'),
            }),
          ),
        ],
      ],
    },
  ],
};
