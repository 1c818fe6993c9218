import { traceJson } from '@sightline/stores';
import { finalOrder, placeOrder, wholeTrace } from '@sightline/traffic';
import { CliError } from '../cli-error';
import { parseWholeNumber } from '../parse';
import { orderText } from '../shop/order-text';
import { traceView } from '../trace-view';
import { verb } from '../verb';

interface CreateOptions {
  readonly token: string;
  readonly method: 'card' | 'paypal' | 'bank_transfer';
  readonly sku?: string;
  readonly quantity: number;
  readonly follow?: boolean;
}

export const orderCreateVerb = verb<CreateOptions>({
  name: 'order create',
  summary: 'place an order and print its trace id',
  onlyReads: false,
  needs: ['shop', 'traces', 'logs'],
  options: [
    {
      flags: '--token <token>',
      description:
        'what the bank will do: tok_ok, tok_declined, tok_bank_error, tok_bank_error_once, tok_bank_timeout; any other follows its behaviour',
      default: 'tok_ok',
    },
    {
      flags: '--method <method>',
      description: 'how it is paid',
      default: 'card',
      choices: ['card', 'paypal', 'bank_transfer'],
    },
    { flags: '--sku <sku>', description: 'what to buy (default: the first product of the shop)' },
    { flags: '--quantity <number>', description: 'how many', default: 1, parse: parseWholeNumber(1, 99) },
    { flags: '--follow', description: 'wait for the final state and show the whole trace' },
  ],
  examples: [
    { command: 'sightline order create', does: 'an order that will be paid' },
    {
      command: 'sightline order create --token tok_declined --follow',
      does: 'one the bank declines, followed to its end',
    },
  ],
  async run({ options, screen, connect }) {
    const connections = await connect();
    const { order, traceId, refusal } = await placeOrder(connections.shop.orders, options);
    if (order === undefined) throw new CliError('ORDER_REFUSED', `No order: ${refusal}`);
    if (!options.follow) return { value: order, text: orderText(order) };

    screen.progress(`order ${order.id} accepted: following it`);
    const { value: final = order } = await finalOrder(order.id, connections.shop, 45_000);
    const { value: trace } = await wholeTrace(traceId ?? order.traceId, connections, 10_000);
    if (trace === undefined) return { value: { order: final }, text: orderText(final), problem: true };
    const links = connections.links(trace.traceId);
    return {
      value: { order: final, trace: traceJson(trace, links) },
      text: `${orderText(final)}\n\n${traceView(trace, { ...screen, links })}`,
    };
  },
});
