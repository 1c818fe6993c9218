import { component } from '../../why';
import type { Fault } from '../fault';

const index = 'price_history_by_product';

export const indexDropped: Fault = {
  name: 'index-dropped',
  title: `the index ${index} dropped`,
  heldOut: false,
  truths: () => [component('postgres')],
  async cause(ground) {
    const stranger = await ground.stranger('orders');
    ground.afterwards(() => stranger.end());
    const { rows } = await stranger.query<{ definition: string }>(
      'select pg_get_indexdef($1::regclass) as definition',
      [index],
    );
    const definition = rows[0]?.definition;
    if (definition === undefined) throw new Error(`there is no index ${index}`);
    ground.afterwards(async () => void (await stranger.query(definition)));
    await stranger.query(`drop index ${index}`);
  },
};
