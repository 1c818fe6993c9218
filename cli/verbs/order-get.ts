import { NotFound } from '../cli-error';
import { orderText } from '../shop/order-text';
import { verb } from '../verb';

export const orderGetVerb = verb({
  name: 'order get',
  summary: 'show an order and its state',
  onlyReads: true,
  needs: ['shop'],
  arguments: [{ name: '<id>', description: 'the order id' }],
  examples: [{ command: 'sightline order get 5f0c0b0e-6f0e-4a53-9d5b-0d8f3f1f8f4e', does: 'what became of an order' }],
  async run({ args: [id = ''], connect }) {
    const { body, status, problem } = await (await connect()).shop.orders.order(id);
    if (body) return { value: body, text: orderText(body) };
    throw new NotFound(
      `No order ${id}: the order service answered ${status} ${problem?.detail ?? problem?.title ?? ''}`.trim(),
    );
  },
});
