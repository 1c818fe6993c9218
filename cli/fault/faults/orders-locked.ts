import { component } from '../../why';
import type { Fault } from '../fault';

export const ordersLocked: Fault = {
  name: 'orders-locked',
  title: 'the table orders locked by a stranger who does not commit',
  heldOut: false,
  truths: () => [component('postgres')],
  async cause(ground) {
    const stranger = await ground.stranger('orders');
    ground.afterwards(() => stranger.end());
    await stranger.query('begin');
    await stranger.query('lock table orders in access exclusive mode');
  },
};
