import type { Client } from 'pg';
import { component } from '../../why';
import type { Fault } from '../fault';

const leftFree = 3;

export const connectionsTaken: Fault = {
  name: 'connections-taken',
  title: `all but ${leftFree} of PostgreSQL's connections taken by a stranger`,
  heldOut: false,
  truths: () => [component('postgres')],
  async cause(ground) {
    const clients: Client[] = [];
    ground.afterwards(async () => {
      await Promise.all(clients.map((client) => client.end()));
    });
    const first = await ground.stranger('orders');
    clients.push(first);
    for (;;) {
      const { rows } = await first.query<{ free: number }>(
        "select current_setting('max_connections')::int - count(*)::int as free from pg_stat_activity where backend_type = 'client backend'",
      );
      if ((rows[0]?.free ?? 0) <= leftFree) return;
      clients.push(await ground.stranger('orders'));
    }
  },
};
